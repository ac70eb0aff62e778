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
  false: (a) => `${a} = false`,
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

interface One {
  left: unknown
  right: unknown
  kind: string
  operation: string
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
    })),
  )
}

/** Conditions of If, Filter and Switch, in the shapes of all their versions; "true" where there is none. */
export function conditionOf(parameters: Parameters, doubt: (why: string) => void): string {
  const all = read(parameters)
  const ignoresCase =
    at(parameters, 'conditions', 'options', 'caseSensitive') === false || at(parameters, 'options', 'ignoreCase') === true
  const any = at(parameters, 'conditions', 'combinator') === 'or' || at(parameters, 'combineOperation') === 'any'
  const parts = all.flatMap(({ left, right, kind, operation }) => {
    const compare =
      (kind === 'array' ? ofLists[operation] : undefined) ?? (Object.hasOwn(common, operation) ? common[operation] : undefined)
    if (!compare) {
      doubt(`the condition “${operation || 'without a name'}” is left out`)
      return []
    }
    const side = (value: unknown) => (ignoresCase && kind === 'string' ? `$lowercase(${bare(value)})` : atom(bare(value)))
    return [compare(side(left), side(right))]
  })
  if (parts.length === 0 && all.length > 0) doubt('it has no condition that could be taken over')
  return parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(any ? ' or ' : ' and ') || 'true'
}

// What is no path, number, text or call stands in brackets beside an operator.
const atom = (text: string) =>
  /^[\w$.[\]`]+$|^"(?:[^"\\]|\\.)*"$|^\$\w+\([^()]*\)$|^-?[\d.]+$/.test(text) ? text : `(${text})`
