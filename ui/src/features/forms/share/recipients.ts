import type { Recipient } from '../../../api/forms'

export type ReadRecipients = {
  recipients: Recipient[]
  faults: { line: number; text: string; why: string }[]
  twice: number
}

const address = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/

/**
 * Reads recipients as they are pasted: one address a line, `Ana <ana@example.org>`, or rows of a spreadsheet or CSV
 * with the address, a name and a reference. A first row of titles says which column is which.
 */
export function readRecipients(text: string): ReadRecipients {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line.trim() }))
  const filled = lines.filter((one) => one.text !== '')
  const titles = titlesOf(filled[0]?.text ?? '')
  const seen = new Set<string>()
  const read: ReadRecipients = { recipients: [], faults: [], twice: 0 }
  for (const { line, text: row } of titles ? filled.slice(1) : filled) {
    const recipient = readRow(cellsOf(row), titles)
    if (!recipient) read.faults.push({ line, text: row, why: 'no e-mail address in it' })
    else if (seen.has(recipient.email.toLowerCase())) read.twice++
    else {
      seen.add(recipient.email.toLowerCase())
      read.recipients.push(recipient)
    }
  }
  return read
}

type Column = 'email' | 'name' | 'reference'

function titlesOf(row: string): (Column | null)[] | null {
  if (row.includes('@')) return null
  const titles = cellsOf(row).map((cell): Column | null =>
    /^e-?mail|^address|^mail$/i.test(cell)
      ? 'email'
      : /name|supplier|company/i.test(cell)
        ? 'name'
        : /ref|id|number/i.test(cell)
          ? 'reference'
          : null,
  )
  return titles.includes('email') ? titles : null
}

function readRow(cells: string[], titles: (Column | null)[] | null): Recipient | null {
  const named = /^(.*?)\s*<([^<>]+)>$/.exec(cells[0] ?? '')
  const flat = named ? [named[2]!, named[1]!.replace(/^"|"$/g, ''), ...cells.slice(1)] : cells
  const at = titles ? titles.indexOf('email') : flat.findIndex((cell) => address.test(cell))
  const email = flat[at] ?? ''
  if (!address.test(email)) return null
  const rest = flat.filter((_, index) => index !== at)
  const name = titles ? flat[titles.indexOf('name')] : rest[0]
  const reference = titles ? flat[titles.indexOf('reference')] : rest[1]
  return { email, ...(name ? { name } : {}), ...(reference ? { reference } : {}) }
}

/** Cells of a row of CSV (comma or semicolon, quotes doubled inside quotes) or of a spreadsheet (tabs). */
function cellsOf(row: string): string[] {
  const separator = row.includes('\t') ? '\t' : row.includes(';') ? ';' : ','
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < row.length; at++) {
    const letter = row[at]!
    if (letter === '"' && quoted && row[at + 1] === '"') {
      cell += '"'
      at++
    } else if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}
