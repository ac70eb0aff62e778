/** A quote that opens a cell and was closed, with what stands in it. */
const quoted = /(^|[,;\t])\s*"(?:[^"]|"")*"/g
const opened = /(^|[,;\t])\s*"/
const lineLengthMax = 20_000

/**
 * Lines of CSV or of a spreadsheet's rows, numbered as in the file. A cell in quotes may hold line breaks; a quote that
 * nobody closes is a letter like any other.
 */
export function linesOf(text: string): { line: number; text: string }[] {
  const plain = text.split(/\r?\n/)
  const lines: { line: number; text: string }[] = []
  for (let at = 0; at < plain.length; at++) {
    const line = at + 1
    let whole = plain[at]!
    while (opened.test(whole.replace(quoted, '$1')) && at + 1 < plain.length && whole.length < lineLengthMax)
      whole += `\n${plain[++at]!}`
    if (opened.test(whole.replace(quoted, '$1'))) {
      at = line - 1
      whole = plain[at]!
    }
    lines.push({ line, text: whole.trim() })
  }
  return lines
}

/** What stands between cells, as far as it does so outside of quotes. */
export function separatorOf(row: string): string {
  const outside = row.replace(quoted, '$1')
  return outside.includes('\t') ? '\t' : outside.includes(';') ? ';' : ','
}

/** Cells of a row; quotes inside quotes are doubled. */
export function cellsOf(row: string, separator = separatorOf(row)): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < row.length; at++) {
    const letter = row[at]!
    if (letter === '"' && quoted && row[at + 1] === '"') {
      cell += '"'
      at++
    } else if (letter === '"' && (quoted || cell.trim() === '')) quoted = !quoted
    else if (letter === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}

/** Spreadsheets save text as UTF-8, as UTF-16 ("Unicode text"), or in the letters of old Windows. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
