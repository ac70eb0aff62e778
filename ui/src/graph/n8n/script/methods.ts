import { formatted, parsed, shifted } from './moments'
import { asAtom, asValue, call, field, infix, type Kind, not, quoted, type Said, said, Untold } from './said'

/** What a call was given: each argument said, the texts that were written out, and the fields of objects. */
export interface Args {
  count: number
  at: (index: number) => Said
  /** The argument as a function whose parameters are of these kinds. */
  fn: (index: number, ...kinds: Kind[]) => string
  text: (index: number) => string | null
  regex: (index: number) => { flags: string; said: Said } | null
  object: (index: number) => readonly [string, Said][] | null
  doubt: (why: string) => void
}

type Method = (self: Said, args: Args) => Said

const listOf = (inner: Said): Said => said(`[${inner.text}]`, 'list')
const kindOfItem = (self: Said): Kind => (self.kind === 'items' ? 'item' : 'any')
const number = (value: number) => said(String(value), 'number')
const unary =
  (name: string, kind: Kind): Method =>
  (self) =>
    call(name, kind, self)

const texts: Record<string, Method> = {
  toLowerCase: unary('lowercase', 'text'),
  toUpperCase: unary('uppercase', 'text'),
  trim: (self) => call('replace', 'text', self, '/^\\s+|\\s+$/', '""'),
  split: (self, args) => call('split', 'list', self, args.regex(0)?.said ?? args.at(0)),
  replace: (self, args) => {
    const regex = args.regex(0)
    const every = regex?.flags.includes('g') ?? false
    return call('replace', 'text', self, regex?.said ?? args.at(0), args.at(1), ...(every ? [] : ['1']))
  },
  replaceAll: (self, args) => call('replace', 'text', self, args.regex(0)?.said ?? args.at(0), args.at(1)),
  startsWith: (self, args) =>
    infix(call('substring', 'text', self, '0', call('length', 'number', args.at(0))), '=', args.at(0), 'truth'),
  endsWith: (self, args) => infix(call('substring', 'text', self, `-$length(${args.at(0).text})`), '=', args.at(0), 'truth'),
  substring: (self, args) => cut(self, args),
  substr: (self, args) => call('substring', 'text', self, ...[args.at(0), ...(args.count > 1 ? [args.at(1)] : [])]),
  padStart: (self, args) => call('pad', 'text', call('string', 'text', self), `-${asAtom(args.at(0))}`, ...padding(args)),
  padEnd: (self, args) => call('pad', 'text', call('string', 'text', self), args.at(0), ...padding(args)),
  urlEncode: unary('encodeUrlComponent', 'text'),
  urlDecode: unary('decodeUrlComponent', 'text'),
  base64Encode: unary('base64encode', 'text'),
  base64Decode: unary('base64decode', 'text'),
  concat: (self, args) =>
    self.kind === 'text' ? infix(self, '&', args.at(0), 'text') : call('append', 'list', self, args.at(0)),
}

const padding = (args: Args) => (args.count > 1 ? [args.at(1)] : [])

function cut(self: Said, args: Args): Said {
  if (args.count < 2) return call('substring', 'text', self, args.at(0))
  return call('substring', 'text', self, args.at(0), infix(args.at(1), '-', args.at(0), 'number'))
}

const lists: Record<string, Method> = {
  map: (self, args) => listOf(call('map', 'list', self, args.fn(0, kindOfItem(self), 'number'))),
  filter: (self, args) => ({ ...listOf(call('filter', 'list', self, args.fn(0, kindOfItem(self)))), kind: listKind(self) }),
  find: (self, args) => said(`$filter(${self.text}, ${args.fn(0, kindOfItem(self))})[0]`, kindOfItem(self)),
  some: (self, args) =>
    infix(call('count', 'number', call('filter', 'list', self, args.fn(0, kindOfItem(self)))), '>', number(0), 'truth'),
  every: (self, args) =>
    infix(
      call('count', 'number', call('filter', 'list', self, args.fn(0, kindOfItem(self)))),
      '=',
      call('count', 'number', self),
      'truth',
    ),
  reduce: (self, args) =>
    call('reduce', 'any', self, args.fn(0, 'any', kindOfItem(self)), ...(args.count > 1 ? [args.at(1)] : [])),
  join: (self, args) => call('join', 'text', call('map', 'list', self, '$string'), args.count > 0 ? args.at(0) : quoted(',')),
  reverse: (self) => ({ ...call('reverse', 'list', self), kind: listKind(self) }),
  sort: (self, args) => {
    if (args.count > 0) throw new Untold('a sort with a function of its own')
    return call('sort', 'list', self)
  },
  first: (self) => said(`${asAtom(self)}[0]`, kindOfItem(self)),
  last: (self) => said(`${asAtom(self)}[-1]`, kindOfItem(self)),
  at: (self, args) => said(`${asAtom(self)}[${args.at(0).text}]`, kindOfItem(self)),
  unique: unary('distinct', 'list'),
  removeDuplicates: unary('distinct', 'list'),
  sum: unary('sum', 'number'),
  average: unary('average', 'number'),
  pluck: (self, args) => {
    const name = args.text(0)
    if (name === null || args.count > 1) throw new Untold('pluck of several fields')
    return { ...field(self, name), kind: 'list' }
  },
}
const listKind = (self: Said): Kind => (self.kind === 'items' ? 'items' : 'list')

const ofEither: Record<string, Method> = {
  includes: (self, args) => {
    if (self.kind === 'text') return call('contains', 'truth', self, args.at(0))
    if (self.kind === 'list') return infix(args.at(0), 'in', self, 'truth')
    return said(
      `($type(${self.text}) = "array" ? ${asAtom(args.at(0))} in ${asAtom(self)} : $contains(${self.text}, ${args.at(0).text}))`,
      'truth',
    )
  },
  slice: (self, args) => {
    if (self.kind !== 'list' && self.kind !== 'items') {
      if (self.kind !== 'text') args.doubt('slice() is taken to cut a text')
      if (args.count > 1 && args.at(1).text.startsWith('-'))
        return call(
          'substring',
          'text',
          self,
          args.at(0),
          `$length(${self.text}) - ${args.at(1).text.slice(1)} - ${asAtom(args.at(0))}`,
        )
      return cut(self, args)
    }
    const to = args.count > 1 ? `${asAtom(args.at(1))} - 1` : `$count(${self.text}) - 1`
    if (to.startsWith('-') || args.at(0).text.startsWith('-')) throw new Untold('slice() that counts from the end of a list')
    return said(`${asAtom(self)}[[${args.at(0).text}..${to}]]`, listKind(self))
  },
  toString: (self: Said) => call('string', 'text', asValue(self)),
  toJsonString: unary('string', 'text'),
  toNumber: unary('number', 'number'),
  toFloat: unary('number', 'number'),
  toInt: (self) => call('floor', 'number', call('number', 'number', self)),
  toBoolean: unary('boolean', 'truth'),
  toFixed: (self, args) =>
    call('formatNumber', 'text', self, quoted(`0${args.count > 0 ? decimals(args.text(0) ?? args.at(0).text) : ''}`)),
  round: (self, args) => call('round', 'number', self, ...(args.count > 0 ? [args.at(0)] : [])),
  floor: unary('floor', 'number'),
  ceil: unary('ceil', 'number'),
  abs: unary('abs', 'number'),
  isEmpty: (self) => not(call('boolean', 'truth', self)),
  isNotEmpty: unary('boolean', 'truth'),
  keys: unary('keys', 'list'),
  values: (self) => call('each', 'list', self, 'function($value) { $value }'),
  hasField: (self, args) => infix(args.at(0), 'in', call('keys', 'list', self), 'truth'),
  match: (self, args) => said(`$match(${self.text}, ${(args.regex(0)?.said ?? args.at(0)).text}).match`, 'list'),
}

const decimals = (digits: string) => {
  const count = Number(digits)
  if (!Number.isInteger(count) || count < 0 || count > 20) throw new Untold('toFixed() of a number that is worked out')
  return count === 0 ? '' : `.${'0'.repeat(count)}`
}

const asNumber: Method = (self) => ({ ...self, kind: 'number' })

const moments: Record<string, Method> = {
  toISO: (self) => call('fromMillis', 'text', self),
  toISOString: (self) => call('fromMillis', 'text', self),
  toJSON: (self) => call('fromMillis', 'text', self),
  toISODate: (self) => formatted(self, 'yyyy-MM-dd'),
  toISOTime: (self) => formatted(self, 'HH:mm:ss.SSS'),
  toMillis: asNumber,
  getTime: asNumber,
  valueOf: asNumber,
  toSeconds: (self) => infix(self, '/', number(1_000), 'number'),
  toUTC: (self) => self,
  toLocal: (self) => self,
  getFullYear: (self) => call('number', 'number', formatted(self, 'yyyy')),
  plus: (self, args) => shift(self, '+', args),
  minus: (self, args) => shift(self, '-', args),
  toDateTime: (self) => parsed(self),
  toFormat: (self, args) => format(self, args),
  format: (self, args) => format(self, args),
  setZone: (self, args) => {
    args.doubt('the time zone is left out: moments are written in UTC')
    return self
  },
  startOf: (self, args) => {
    if (args.text(0) !== 'day') throw new Untold('startOf() of anything but a day')
    return said(`(${asAtom(self)} - ${asAtom(self)} % 86400000)`, 'moment')
  },
}

function shift(self: Said, sign: '+' | '-', args: Args): Said {
  const fields = args.object(0)
  if (fields) return shifted(self, sign, fields)
  return shifted(self, sign, [[args.text(1) ?? 'milliseconds', args.at(0)]])
}

function format(self: Said, args: Args): Said {
  const text = args.count === 0 ? 'yyyy-MM-dd' : args.text(0)
  if (text === null) throw new Untold('a date format that is worked out')
  return formatted(parsed(self), text)
}

/** Calls a method of JavaScript, of Luxon, or of those that n8n adds. */
export function method(self: Said, name: string, args: Args): Said {
  const table = self.kind === 'moment' ? [moments, ofEither] : [texts, lists, ofEither, moments]
  const found = table.find((methods) => Object.hasOwn(methods, name))?.[name]
  if (!found) throw new Untold(`${name}()`)
  return found(self, args)
}
