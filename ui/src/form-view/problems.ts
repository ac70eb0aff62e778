import { isNumeric, type Draft, typedPlaceOf } from './answers'
import { type Field, isRows } from './form'
import { readNumber, writeNumber } from './numbers'
import { english, type Texts } from './texts/en'

/** One thing to mend. `path` is a JSON pointer into the answers; `code` is the keyword of the schema that failed. */
export type Problem = { path: string; code: string; message: string }

/** What a server or a validator reports about one place of the answers. */
export type Finding = { path: string; code: string; message?: string }

/** The words for a finding. They come from the field's own schema, so browser and server findings read alike. */
export function explain(field: Field, finding: Finding, typed?: unknown, texts: Texts = english): string {
  const { schema } = field
  const amount = (value: unknown) =>
    typeof value === 'number' ? writeNumber(value) + (field.unit ? ` ${field.unit}` : '') : ''
  switch (finding.code.replace(/^schema\./, '')) {
    case 'required':
      return field.widget === 'consent' ? texts.tickBox : texts.needsAnswer
    case 'type':
      return explainType(field, typed, texts)
    case 'minimum':
      return texts.atLeast(amount(schema.minimum))
    case 'maximum':
      return texts.atMost(amount(schema.maximum))
    case 'exclusiveMinimum':
      return texts.moreThan(amount(schema.exclusiveMinimum))
    case 'exclusiveMaximum':
      return texts.lessThan(amount(schema.exclusiveMaximum))
    case 'multipleOf':
      return texts.multipleOf(amount(schema.multipleOf))
    case 'minLength':
      return texts.lettersMin(schema.minLength ?? 0)
    case 'maxLength':
      return texts.lettersMax(schema.maxLength ?? 0)
    case 'minItems':
      return texts.entriesMin(schema.minItems ?? 0)
    case 'maxItems':
      return texts.entriesMax(schema.maxItems ?? 0)
    case 'uniqueItems':
      return texts.twice
    case 'format':
      return explainFormat(schema.format, texts)
    case 'enum':
    case 'oneOf':
    case 'anyOf':
      return texts.chooseOffered
    case 'const':
      return field.widget === 'consent' ? texts.tickBox : texts.mustBe(JSON.stringify(schema.const))
    case 'pattern':
      return field.placeholder ? texts.writeLike(field.placeholder) : texts.unexpected
    case 'validIf':
      return field.validMessage ?? texts.misfit
    default:
      return finding.message ?? texts.refused
  }
}

function explainType(field: Field, typed: unknown, texts: Texts): string {
  if (field.schema.type === 'boolean') return texts.yesOrNo
  if (!isNumeric(field)) return texts.refused
  if (typeof typed === 'string' && readNumber(typed).kind === 'ambiguous') {
    const bare = typed.replace(/\s/g, '')
    return texts.ambiguous(bare.replace(',', ''), bare.replace(',', '.'))
  }
  return field.schema.type === 'integer' ? texts.wholeNumber : texts.number
}

function explainFormat(format: string | undefined, texts: Texts): string {
  switch (format) {
    case 'email':
      return texts.email
    case 'date':
      return texts.date
    case 'time':
      return texts.time
    case 'date-time':
      return texts.dateTime
    case 'uri':
      return texts.uri
    default:
      return texts.unexpected
  }
}

/** Puts findings into the words of the form: one problem per place, the most basic one first. */
export function toProblems(
  fields: Field[],
  findings: Finding[],
  draft: Draft,
  texts: Texts = english,
): Problem[] {
  const problems = new Map<string, Problem>()
  for (const finding of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const place = locate(fields, finding.path, draft)
    if (!place) {
      // A rule across fields: it belongs to none of them, and stops sending all the same.
      if (finding.path === '' && finding.message) problems.set('', { path: '', code: finding.code, message: finding.message })
      continue
    }
    if (problems.has(place.path)) continue
    problems.set(place.path, {
      path: place.path,
      code: finding.code,
      message: explain(place.field, finding, place.typed, texts),
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

/**
 * `/rows/2/amount` is a cell, `/price/amount` a part, `/notes/1` an entry, `/sites/0/address/city` a part of a cell;
 * `/choices/1` belongs to the field itself, drawn as one control.
 */
function locate(fields: Field[], path: string, draft: Draft): Place | undefined {
  const [name, ...rest] = partsOf(path)
  const field = fields.find((one) => one.name === name)
  return field && inside(field, draft[field.name], pointer(field.name), rest)
}

function inside(field: Field, typed: unknown, path: string, [next, ...rest]: string[]): Place {
  const here = { path, field, typed }
  if (next === undefined) return here
  const part = field.parts.find((one) => one.name === next)
  if (part) return inside(part, at(typed, part.name), path + pointer(part.name), rest)
  if (!isRows(field) && !field.entry) return here
  const place = typedPlaceOf(field, typed, Number(next))
  if (field.entry) return inside(field.entry, at(typed, place), path + pointer(place), rest)
  const cell = field.columns.find((one) => one.name === rest[0])
  return cell
    ? inside(cell, at(at(typed, place), cell.name), path + pointer(place, cell.name), rest.slice(1))
    : here
}

const at = (typed: unknown, key: string | number): unknown =>
  typeof typed === 'object' && typed !== null ? (typed as Record<string | number, unknown>)[key] : undefined

export function pointer(...parts: (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export const fieldOf = (problem: { path: string }): string =>
  problem.path.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? ''

/** The names that a pointer is made of. */
export const partsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
