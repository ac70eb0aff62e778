import { isNumeric, type Draft } from './answers'
import type { Field } from './form'
import { readNumber, writeNumber } from './numbers'

/** One thing to mend. `path` is a JSON pointer into the answers; `code` is the keyword of the schema that failed. */
export type Problem = { path: string; code: string; message: string }

/** What a server or a validator reports about one place of the answers. */
export type Finding = { path: string; code: string; message?: string }

/** The words for a finding. They come from the field's own schema, so browser and server findings read alike. */
export function explain(field: Field, finding: Finding, typed?: unknown): string {
  const { schema } = field
  const amount = (value: unknown) =>
    typeof value === 'number' ? writeNumber(value) + (field.unit ? ` ${field.unit}` : '') : ''
  switch (finding.code.replace(/^schema\./, '')) {
    case 'required':
      return field.widget === 'consent' ? 'Tick the box to go on.' : 'This needs an answer.'
    case 'type':
      return explainType(field, typed)
    case 'minimum':
      return `This must be ${amount(schema.minimum)} or more.`
    case 'maximum':
      return `This must be ${amount(schema.maximum)} or less.`
    case 'exclusiveMinimum':
      return `This must be more than ${amount(schema.exclusiveMinimum)}.`
    case 'exclusiveMaximum':
      return `This must be less than ${amount(schema.exclusiveMaximum)}.`
    case 'multipleOf':
      return `This must be a multiple of ${amount(schema.multipleOf)}.`
    case 'minLength':
      return `Write at least ${count(schema.minLength, 'character')}.`
    case 'maxLength':
      return `Write at most ${count(schema.maxLength, 'character')}.`
    case 'minItems':
      return `At least ${count(schema.minItems, 'entry', 'entries')} needed.`
    case 'maxItems':
      return `At most ${count(schema.maxItems, 'entry', 'entries')} possible.`
    case 'uniqueItems':
      return 'The same entry is there twice.'
    case 'format':
      return explainFormat(schema.format)
    case 'enum':
    case 'oneOf':
    case 'anyOf':
      return 'Choose one of the answers offered.'
    case 'const':
      return field.widget === 'consent' ? 'Tick the box to go on.' : `This must be ${JSON.stringify(schema.const)}.`
    case 'pattern':
      return field.placeholder ? `Write it like this: ${field.placeholder}` : 'This does not have the expected form.'
    case 'validIf':
      return field.validMessage ?? 'This does not fit the other answers.'
    default:
      return finding.message ?? 'This answer is not accepted.'
  }
}

function explainType(field: Field, typed: unknown): string {
  if (field.schema.type === 'boolean') return 'Choose yes or no.'
  if (!isNumeric(field)) return 'This answer is not accepted.'
  if (typeof typed === 'string' && readNumber(typed).kind === 'ambiguous') {
    const bare = typed.replace(/\s/g, '')
    return `Is this ${bare.replace(',', '')} or ${bare.replace(',', '.')}? Write it without a comma.`
  }
  return field.schema.type === 'integer'
    ? 'Write a whole number, such as 1200.'
    : 'Write a number, such as 1200 or 12.5.'
}

function explainFormat(format?: string): string {
  switch (format) {
    case 'email':
      return 'Write an e-mail address, such as name@example.org.'
    case 'date':
      return 'Write a date that exists, such as 2026-11-20.'
    case 'time':
      return 'Write a time, such as 14:30.'
    case 'date-time':
      return 'Write a date and a time.'
    case 'uri':
      return 'Write a web address, such as https://example.org.'
    default:
      return 'This does not have the expected form.'
  }
}

function count(n: number | undefined, one: string, many = `${one}s`): string {
  return `${n ?? 0} ${n === 1 ? one : many}`
}

/** Puts findings into the words of the form: one problem per place, the most basic one first. */
export function toProblems(fields: Field[], findings: Finding[], draft: Draft): Problem[] {
  const problems = new Map<string, Problem>()
  for (const finding of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const place = locate(fields, finding.path, draft)
    if (!place || problems.has(place.path)) continue
    problems.set(place.path, {
      path: place.path,
      code: finding.code,
      message: explain(place.field, finding, place.typed),
    })
  }
  const order = fields.map((field) => pointer(field.name))
  const position = (problem: Problem) =>
    order.findIndex((path) => problem.path === path || problem.path.startsWith(`${path}/`))
  return [...problems.values()].sort((a, b) => position(a) - position(b))
}

// A failed `oneOf` also reports each branch that did not fit: the choice as a whole is what people understand.
const basics = ['required', 'oneOf', 'anyOf', 'enum', 'type', 'format']

function rank(finding: Finding): number {
  const index = basics.indexOf(finding.code.replace(/^schema\./, ''))
  return index < 0 ? basics.length : index
}

type Place = { path: string; field: Field; typed: unknown }

/** `/rows/2/amount` is a cell; `/choices/1` belongs to the field itself, which is drawn as one control. */
function locate(fields: Field[], path: string, draft: Draft): Place | undefined {
  const [name, row, column] = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const field = fields.find((one) => one.name === name)
  if (!field || name === undefined) return undefined
  const typed = draft[name]
  const cell = field.columns.find((one) => one.name === column)
  if (!cell || row === undefined) return { path: pointer(name), field, typed }
  const typedRow = Array.isArray(typed) ? (typed[Number(row)] as Draft | undefined) : undefined
  return { path: pointer(name, row, cell.name), field: cell, typed: typedRow?.[cell.name] }
}

export function pointer(...parts: (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export const fieldOf = (problem: Problem): string =>
  problem.path.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? ''
