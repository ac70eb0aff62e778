import { type Field, isRows, isText } from './form'
import { english, type Texts } from './texts/en'
import { writeDay, writeMoment } from './texts/moments'
import { readNumber, writeNumber } from './numbers'

/** What was typed, as it was typed: numbers stay text until they are read. */
export type Draft = Record<string, unknown>

/** What is sent: values of the types that the schema asks for, without what was left empty. */
export type Answers = Record<string, unknown>

export function toAnswers(fields: Field[], draft: Draft): Answers {
  const answers: Answers = {}
  for (const field of fields) {
    const value = toAnswer(field, draft[field.name])
    if (value !== undefined) answers[field.name] = value
  }
  return answers
}

/** A choice of a lookup as it is typed: its words are kept in the draft, its value is the answer. */
export type LookedUp = { value: unknown; label: string }

const isLookedUp = (typed: unknown): typed is LookedUp =>
  typeof typed === 'object' && typed !== null && 'value' in typed && 'label' in typed

/** The words of what was chosen in a lookup. */
export const chosenOf = (field: Field, typed: unknown): string =>
  isLookedUp(typed)
    ? typed.label
    : typed === undefined || typed === null
      ? ''
      : (field.choices.find((one) => one.value === typed)?.label ?? String(typed))

function toAnswer(field: Field, typed: unknown): unknown {
  if (isText(field) || typed === null || typed === undefined) return undefined
  if (field.widget === 'lookup') return isLookedUp(typed) ? typed.value : typed === '' ? undefined : typed
  if (isRows(field)) return rowsOf(field, typed)
  if (field.entry) return entriesOf(field.entry, typed)
  if (field.parts.length > 0) return composed(field, typed)
  if (field.widget === 'file' || field.widget === 'signature') return filesOf(typed)
  if (Array.isArray(typed)) return typed.length > 0 ? typed : undefined
  if (typeof typed !== 'string') return typed
  if (isNumeric(field)) {
    const read = readNumber(typed)
    // What can't be read is sent on as text, so that validation names the field.
    return read.kind === 'number' ? read.value : read.kind === 'empty' ? undefined : typed
  }
  if (field.widget === 'dateTime') return toInstant(typed)
  return typed.trim() === '' ? undefined : typed.trim()
}

/** What the server knows of a file it knows better; how far a scanner has come is no answer. */
function filesOf(typed: unknown): unknown {
  if (!Array.isArray(typed) || typed.length === 0) return undefined
  return (typed as Record<string, unknown>[]).map(({ status: _, scanned: __, because: ___, ...file }) => file)
}

/** An answer of several boxes: empty when nothing was written but a currency, which stands there by itself. */
function composed(field: Field, typed: unknown): Answers | undefined {
  if (typeof typed !== 'object' || typed === null) return undefined
  const answers = toAnswers(field.parts, typed as Draft)
  const written = Object.keys(answers).filter((name) => !(field.widget === 'money' && name === 'currency'))
  return written.length > 0 ? answers : undefined
}

/** The browser's picker gives local time without a zone; what is sent is the moment itself. */
function toInstant(typed: string): string | undefined {
  const date = new Date(typed)
  return typed === '' ? undefined : Number.isNaN(date.getTime()) ? typed : date.toISOString()
}

function toLocal(instant: string): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

const isWritten = (row: Answers) => Object.keys(row).length > 0

function rowsOf(field: Field, typed: unknown): Answers[] | undefined {
  if (!Array.isArray(typed)) return undefined
  const rows = typed.map((row) => toAnswers(field.columns, row as Draft)).filter(isWritten)
  return rows.length > 0 ? rows : undefined
}

function entriesOf(entry: Field, typed: unknown): unknown[] | undefined {
  if (!Array.isArray(typed)) return undefined
  const entries = typed.map((one) => toAnswer(entry, one)).filter((one) => one !== undefined)
  return entries.length > 0 ? entries : undefined
}

/** Where the row or entry that was sent as number `at` stands among those that were typed: empty ones are not sent. */
export function typedPlaceOf(field: Field, typed: unknown, at: number): number {
  if (!Array.isArray(typed)) return at
  const isSent = (one: unknown) =>
    field.entry ? toAnswer(field.entry, one) !== undefined : isWritten(toAnswers(field.columns, one as Draft))
  const places = typed.flatMap((one, place) => (isSent(one) ? [place] : []))
  return places[at] ?? at
}

export function toDraft(fields: Field[], answers: Answers): Draft {
  const draft: Draft = {}
  for (const field of fields) {
    const value = answers[field.name] ?? field.schema.default
    if (value === undefined || value === null) continue
    draft[field.name] = typedForm(field, value)
  }
  return draft
}

function typedForm(field: Field, value: unknown): unknown {
  if (field.parts.length > 0 && typeof value === 'object' && value !== null)
    return toDraft(field.parts, value as Answers)
  if (isRows(field) && Array.isArray(value)) return value.map((row) => toDraft(field.columns, row as Answers))
  if (field.entry && Array.isArray(value)) return value.map((one) => typedForm(field.entry!, one))
  if (field.widget === 'dateTime' && typeof value === 'string') return toLocal(value)
  return isNumeric(field) && typeof value === 'number' ? String(value) : value
}

export function isNumeric(field: Field): boolean {
  const type = field.schema.type
  return field.widget === 'number' && (type === 'number' || type === 'integer' || Array.isArray(type))
}

/** An answer as a sentence has it: `1 234.5 t`, `Yes`, `20 Nov 2026`. Empty answers are an empty string. */
export function writeAnswer(field: Field, value: unknown, texts: Texts = english): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  const choice = field.choices.find((one) => one.value === value)
  if (choice) return choice.label
  if (typeof value === 'number') return field.unit ? `${writeNumber(value)} ${field.unit}` : writeNumber(value)
  if (field.parts.length > 0 && typeof value === 'object') return writeParts(field, value as Answers, texts)
  if (field.widget === 'file' || field.widget === 'signature') return writeFiles(value)
  if (field.entry && Array.isArray(value)) return value.map((one) => writeAnswer(field.entry!, one, texts)).join('\n')
  if (Array.isArray(value))
    return value.map((one) => field.choices.find((choice) => choice.value === one)?.label ?? plain(one)).join(', ')
  if (field.widget === 'date' && typeof value === 'string') return writeDay(value)
  if (field.widget === 'dateTime' && typeof value === 'string') return writeMoment(value)
  return plain(value)
}

function writeParts(field: Field, value: Answers, texts: Texts): string {
  const written = field.parts
    .map((part) => ({ part, text: writeAnswer(part, value[part.name], texts) }))
    .filter(({ text }) => text !== '')
  if (field.widget === 'money') return written.map(({ text }) => text).join(' ')
  if (field.widget === 'matrix') return written.map(({ part, text }) => `${part.label}: ${text}`).join('\n')
  return written.map(({ text }) => text).join('\n')
}

function writeFiles(value: unknown): string {
  const files = Array.isArray(value) ? (value as { name?: string; id?: string }[]) : []
  return files.map((file) => file.name ?? file.id ?? '').join(', ')
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
