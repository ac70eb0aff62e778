import { bare } from './expressions'
import { at, list, type Parameters, text } from './parameters'

type Compare = (left: string, right: string) => string

const equals: Compare = (a, b) => `${a} = ${b}`
const differs: Compare = (a, b) => `$not(${a} = ${b})`
const starts: Compare = (a, b) => `$substring(${a}, 0, $length(${b})) = ${b}`
const ends: Compare = (a, b) => `$substring(${a}, -$length(${b})) = ${b}`
const empty: Compare = (a) => `$not($boolean(${a}))`
const filled: Compare = (a) => `$boolean(${a})`
const contains: Compare = (a, b) => `$contains($string(${a}), ${b})`
const moment = (one: string) => `$toMillis(${one})`
const pattern = (one: string) => {
  const source = /^"(.*)"$/.exec(one)?.[1]
  return source === undefined ? one : `/${source.replace(/\\\\/g, '\\').replace(/^\/|\/\w*$/g, '')}/`
}
const negated =
  (compare: Compare): Compare =>
  (a, b) =>
    `$not(${compare(a, b)})`
const counted =
  (operator: string): Compare =>
  (a, b) =>
    `$count(${a}) ${operator} ${b}`

const common: Record<string, Compare> = {
  equals,
  equal: equals,
  notEquals: differs,
  notEqual: differs,
  exists: (a) => `$exists(${a})`,
  notExists: (a) => `$not($exists(${a}))`,
  empty,
  isEmpty: empty,
  notEmpty: filled,
  isNotEmpty: filled,
  true: (a) => `${a} = true`,
  // What is missing is not true either.
  false: (a) => `$not(${a} = true)`,
  gt: (a, b) => `${a} > ${b}`,
  larger: (a, b) => `${a} > ${b}`,
  gte: (a, b) => `${a} >= ${b}`,
  largerEqual: (a, b) => `${a} >= ${b}`,
  lt: (a, b) => `${a} < ${b}`,
  smaller: (a, b) => `${a} < ${b}`,
  lte: (a, b) => `${a} <= ${b}`,
  smallerEqual: (a, b) => `${a} <= ${b}`,
  contains,
  notContains: negated(contains),
  startsWith: starts,
  notStartsWith: negated(starts),
  endsWith: ends,
  notEndsWith: negated(ends),
  regex: (a, b) => `$contains($string(${a}), ${pattern(b)})`,
  notRegex: (a, b) => `$not($contains($string(${a}), ${pattern(b)}))`,
  lengthEquals: counted('='),
  lengthNotEquals: counted('!='),
  lengthGt: counted('>'),
  lengthLt: counted('<'),
  lengthGte: counted('>='),
  lengthLte: counted('<='),
  after: (a, b) => `${moment(a)} > ${moment(b)}`,
  before: (a, b) => `${moment(a)} < ${moment(b)}`,
  afterOrEquals: (a, b) => `${moment(a)} >= ${moment(b)}`,
  beforeOrEquals: (a, b) => `${moment(a)} <= ${moment(b)}`,
}
const ofLists: Record<string, Compare> = { contains: (a, b) => `${b} in ${a}`, notContains: (a, b) => `$not(${b} in ${a})` }

/** What n8n's “Convert types where required” makes of a value before it is compared, by the kind that is asked for. */
const converted: Record<string, (one: string) => string> = {
  number: (one) => `($type(${one}) in ["string", "boolean"] ? $number(${one}) : ${one})`,
  string: (one) => `$string(${one})`,
  boolean: (one) => `($lowercase($string(${one})) in ["true", "1"])`,
}
const needsConverting = (text: string, kind: string) =>
  Object.hasOwn(converted, kind) && !(kind === 'string' ? /^"/ : /^-?[\d.]+$|^(true|false)$/).test(text)

interface One {
  left: unknown
  right: unknown
  kind: string
  operation: string
  /** Whether texts are taken for the numbers that are written in them. */
  loose?: boolean
}

function read(parameters: unknown): One[] {
  const conditions = at(parameters, 'conditions')
  const modern = at(conditions, 'conditions')
  if (Array.isArray(modern))
    return modern.map((one) => ({
      left: at(one, 'leftValue'),
      right: at(one, 'rightValue'),
      kind: text(at(one, 'operator', 'type')),
      operation: text(at(one, 'operator', 'operation')),
    }))
  return Object.entries((conditions ?? {}) as object).flatMap(([kind, ones]) =>
    list(ones).map((one) => ({
      kind,
      left: at(one, 'value1'),
      right: at(one, 'value2'),
      operation: text(at(one, 'operation')) || (kind === 'number' ? 'smaller' : 'equal'),
      // The first version compared as JavaScript does, which converts only to tell which is larger.
      loose: kind === 'number' && /smaller|larger/.test(text(at(one, 'operation')) || 'smaller'),
    })),
  )
}

const convertsTypes = (parameters: Parameters) =>
  at(parameters, 'looseTypeValidation') === true || at(parameters, 'options', 'looseTypeValidation') === true ||
  at(parameters, 'conditions', 'options', 'typeValidation') === 'loose'

/** Conditions of If, Filter and Switch, in the shapes of all their versions; "true" where there is none. */
export function conditionOf(parameters: Parameters, doubt: (why: string) => void): string {
  const all = read(parameters)
  const converts = convertsTypes(parameters)
  const ignoresCase =
    at(parameters, 'conditions', 'options', 'caseSensitive') === false || at(parameters, 'options', 'ignoreCase') === true
  const any = at(parameters, 'conditions', 'combinator') === 'or' || at(parameters, 'combineOperation') === 'any'
  const parts = all.flatMap(({ left, right, kind, operation, loose = converts }) => {
    const compare =
      (kind === 'array' ? ofLists[operation] : undefined) ?? (Object.hasOwn(common, operation) ? common[operation] : undefined)
    if (!compare) {
      doubt(`the condition “${operation || 'without a name'}” is left out`)
      return []
    }
    if (converts && kind === 'dateTime') doubt('its dates have to be written in ISO 8601')
    // What exists, or is empty, is asked of the value as it is.
    const asIs = !loose || /exist|empty/i.test(operation)
    const side = (value: unknown) => {
      const one = atom(bare(value))
      const given = asIs || !needsConverting(one, kind) ? one : converted[kind]!(one)
      return ignoresCase && kind === 'string' ? `$lowercase(${given})` : given
    }
    return [compare(side(left), side(right))]
  })
  if (parts.length === 0 && all.length > 0) doubt('it has no condition that could be taken over')
  return parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(any ? ' or ' : ' and ') || 'true'
}

// What is no path, number, text or call stands in brackets beside an operator.
const atom = (text: string) =>
  /^[\w$.[\]`]+$|^"(?:[^"\\]|\\.)*"$|^\$\w+\([^()]*\)$|^-?[\d.]+$/.test(text) ? text : `(${text})`
