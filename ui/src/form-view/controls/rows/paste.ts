import type { Draft } from '../../answers'
import type { Field } from '../../form'

/** What became of cells that were pasted. */
export type Pasted = {
  rows: Draft[]
  /** How many rows were filled in. */
  count: number
  /** Rows for which there was no room. */
  left: number
  /** Cells that are no answer to their question, such as a choice that is not offered. */
  unread: number
}

type Words = { yes: string; no: string }

/**
 * Cells copied from a spreadsheet, put in from one box on as a spreadsheet does it: to the right and downwards. A first
 * row of titles says which column is which. Undefined when it is just text.
 */
export function pasteRows(
  text: string,
  { columns, rows, at, from = 0, max, words }: { columns: Field[]; rows: Draft[]; at: number; from?: number; max: number; words: Words },
): Pasted | undefined {
  const lines = cellsOf(text)
  if (lines.length === 0 || (lines.length === 1 && lines[0]!.length < 2)) return undefined
  const titled = titlesOf(lines[0]!, columns)
  const places = titled ?? columns.slice(from)
  const filled = titled ? lines.slice(1) : lines
  const room = Math.max(0, max - at)
  const pasted: Pasted = { rows: [...rows], count: Math.min(filled.length, room), left: Math.max(0, filled.length - room), unread: 0 }
  filled.slice(0, room).forEach((line, index) => {
    const row: Draft = { ...pasted.rows[at + index] }
    line.forEach((cell, place) => {
      const column = places[place]
      const read = column && cell !== '' ? readCell(column, cell, words) : undefined
      if (read !== undefined) row[column!.name] = read
      else if (cell !== '') pasted.unread++
    })
    pasted.rows[at + index] = row
  })
  return pasted
}

/** Rows of cells. What holds a line break, a tab or a quote is quoted on the clipboard, its own quotes doubled. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let found = cell.exec(plain); found; found = cell.exec(plain)) {
    lines.at(-1)!.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim())
    if (found[3] === '\n') lines.push([])
    else if (found[3] === '') break
  }
  return lines.filter((line) => line.some((one) => one !== ''))
}

/** The columns that a first row of titles names; undefined where it is a row like any other. */
function titlesOf(line: string[], columns: Field[]): (Field | undefined)[] | undefined {
  const named = line.map((title) => columns.find((column) => same(title, column.label) || same(title, column.name)))
  return named.every((column, at) => column || line[at] === '') ? named : undefined
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function readCell(column: Field, text: string, words: Words): unknown {
  switch (column.widget) {
    case 'yesNo':
      return yes.test(text) || same(text, words.yes) ? true : no.test(text) || same(text, words.no) ? false : undefined
    case 'choices':
      return listOf(text.split(/\s*[;,\n]\s*/).map((one) => chosen(column, one)))
    case 'date':
      return readDay(text)
    case 'time':
      return /^\d{1,2}:\d\d(:\d\d)?$/.test(text) ? text.padStart(text.length + (text.indexOf(':') === 1 ? 1 : 0), '0') : undefined
    case 'dateTime': {
      const [day = '', time = '00:00'] = text.split(/[T ]+/)
      const read = readDay(day)
      return read && /^\d\d:\d\d/.test(time) ? `${read}T${time.slice(0, 5)}` : undefined
    }
    // What is made of several boxes, or is a file, has no one cell.
    case 'money':
    case 'address':
    case 'matrix':
    case 'file':
    case 'signature':
    case 'rows':
    case 'repeat':
    case 'consent':
    case 'calculated':
      return undefined
    case 'scale':
      return /^\d+$/.test(text) ? Number(text) : undefined
    default:
      return column.choices.length > 0 ? chosen(column, text) : text
  }
}

const yes = /^(yes|true|1|x|✓)$/i
const no = /^(no|false|0)$/i

const chosen = (column: Field, text: string): unknown =>
  column.choices.find((one) => same(one.label, text) || String(one.value) === text)?.value

const listOf = (values: unknown[]) => (values.includes(undefined) ? undefined : values)

/** `2026-11-20`, `20.11.2026`, `20/11/2026`. Which of 3/4/2026 is the day nobody can know, so it is left to who pastes. */
function readDay(text: string): string | undefined {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dotted) return dayOf(dotted[3]!, dotted[2]!, dotted[1]!)
  const [, one = '', other = '', year = ''] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text) ?? []
  if (Number(one) > 12 || one === other) return dayOf(year, other, one)
  return Number(other) > 12 ? dayOf(year, one, other) : undefined
}

function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? undefined : text
}
