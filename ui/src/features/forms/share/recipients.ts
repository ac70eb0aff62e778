import type { Recipient } from '../../../api/forms'
import type { JsonSchema } from '../../../form-view/definition'
import { type Field, isText } from '../../../form-view/form'
import { cellsOf, linesOf, separatorOf } from './csv'

export type ReadRecipients = {
  recipients: Recipient[]
  faults: { line: number; text: string; why: string }[]
  twice: number
}

export type Questions = Record<string, JsonSchema>

/** Nobody agrees to anything for somebody else. */
export const canBeFilledIn = (field: Field) => !isText(field) && !field.calculate && field.widget !== 'consent'

/** What a column can fill in, by its name or by what is asked. */
export const questionsOf = (fields: readonly Field[]): Questions =>
  Object.fromEntries(
    fields.filter(canBeFilledIn).map((field) => [field.name, { ...field.schema, title: field.label }]),
  )

/**
 * Rows of a query, whose columns are called as a database calls them: each fills in the question that is called like it.
 * Those that no question is called like are named.
 */
export function asQuestionsSay(recipients: readonly Recipient[], questions: Questions) {
  const unknown = new Set<string>()
  const named = recipients.map(({ prefill, ...recipient }): Recipient => {
    const answers = Object.entries(prefill ?? {}).flatMap(([column, value]) => {
      const name = questionOf(column, questions)
      if (name === undefined) unknown.add(column)
      return name === undefined ? [] : [[name, typeof value === 'string' ? valueOf(value, questions[name]) : value]]
    })
    return answers.length > 0 ? { ...recipient, prefill: Object.fromEntries(answers) } : recipient
  })
  return { recipients: named, unknown: [...unknown] }
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** `supplier_no` is a column of `supplierNo`, and `Country` one of “Country?”. */
const questionOf = (column: string, questions: Questions) =>
  Object.keys(questions).find((name) => plain(name) === plain(column)) ??
  Object.keys(questions).find((name) => plain(questions[name]?.title ?? '') === plain(column))

const address = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/
const telephone = /^\+[1-9][\d\s().\-/]{6,20}$/

/**
 * Reads recipients as they are pasted: one address a line, `Ana <ana@example.org>`, or rows of a spreadsheet or CSV
 * with the address, a name and a reference. A first row of titles says which column is which; a title that is the name of
 * a question fills in its answer.
 */
export function readRecipients(text: string, questions: Questions = {}): ReadRecipients {
  const filled = linesOf(text).filter((one) => one.text !== '')
  const titles = titlesOf(filled[0]?.text ?? '', questions)
  const separator = separatorOf(filled[0]?.text ?? '')
  const read: ReadRecipients = { recipients: [], faults: [], twice: 0 }
  for (const { line, text: row } of titles ? filled.slice(1) : filled) {
    const recipient = titles ? readColumns(cellsOf(row, separator), titles, questions) : readRow(cellsOf(row))
    if (recipient) read.recipients.push(recipient)
    else read.faults.push({ line, text: row, why: 'no e-mail address or telephone number in it' })
  }
  const once = asOnce(read.recipients)
  return { ...read, recipients: once, twice: read.recipients.length - once.length }
}

/** Nobody twice: an address, or a telephone number without one, is one person. */
export function asOnce(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>()
  return recipients.filter((one) => {
    const key = (one.email || one.phone || '').toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

type Known = 'email' | 'name' | 'reference' | 'phone' | 'message' | 'language'
type Column = { known: Known } | { question: string } | null

function titlesOf(row: string, questions: Questions): Column[] | null {
  if (row.includes('@')) return null
  const titles = cellsOf(row).map((cell): Column => {
    const question = cell === '' ? undefined : questionOf(cell, questions)
    const known = knownOf(cell)
    // A question of that very name is meant, except where it is how somebody is found.
    return question && known !== 'email' && known !== 'phone' ? { question } : known ? { known } : null
  })
  return titles.some((one) => one && 'known' in one && (one.known === 'email' || one.known === 'phone')) ? titles : null
}

const knownOf = (title: string): Known | null =>
  /^e-?mail|^address|^mail$/i.test(title)
    ? 'email'
    : /^(phone|mobile|telephone|tel|sms)\b/i.test(title)
      ? 'phone'
      : /^(message|language)$/i.test(title)
        ? (title.toLowerCase() as Known)
        : /name|supplier|company/i.test(title)
          ? 'name'
          : /ref|id|number/i.test(title)
            ? 'reference'
            : null

function readColumns(cells: string[], titles: Column[], questions: Questions): Recipient | null {
  const recipient: Recipient = {}
  const prefill: Record<string, unknown> = {}
  let wrong = false
  titles.forEach((column, at) => {
    const cell = cells[at] ?? ''
    if (!column || cell === '') return
    if ('question' in column) prefill[column.question] = valueOf(cell, questions[column.question])
    // "Address" may be the street, where another column has that of the mail.
    else if (column.known === 'email' && !address.test(cell)) wrong = true
    else recipient[column.known] ??= cell
  })
  if (!recipient.email && (wrong || !recipient.phone)) return null
  return { ...recipient, ...(Object.keys(prefill).length > 0 ? { prefill } : {}) }
}

/** As the question wants it; what does not fit stays text, and the form says so to whoever fills it in. */
export function valueOf(text: string, schema: JsonSchema | undefined): unknown {
  const named = [schema, schema?.items]
    .flatMap((one) => one?.oneOf ?? [])
    .find((one) => one.title?.toLowerCase() === text.toLowerCase())
  if (named && schema?.type !== 'array') return named.const
  const type = Array.isArray(schema?.type) ? schema.type.find((one) => one !== 'null') : schema?.type
  if (type === 'number' || type === 'integer') {
    const number = Number(text.replace(',', '.'))
    return text.trim() !== '' && Number.isFinite(number) ? number : text
  }
  if (type === 'boolean') return /^(true|yes|1|x)$/i.test(text) ? true : /^(false|no|0)$/i.test(text) ? false : text
  return text
}

function readRow(cells: string[]): Recipient | null {
  const named = /^(.*?)\s*<([^<>]+)>$/.exec(cells[0] ?? '')
  const flat = named ? [named[2]!, named[1]!.replace(/^"|"$/g, ''), ...cells.slice(1)] : cells
  const at = flat.findIndex((cell) => address.test(cell) || telephone.test(cell))
  const found = flat[at] ?? ''
  if (!found) return null
  const [name, reference] = flat.filter((_, index) => index !== at)
  return {
    ...(address.test(found) ? { email: found } : { phone: found }),
    ...(name ? { name } : {}),
    ...(reference ? { reference } : {}),
  }
}
