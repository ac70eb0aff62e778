import type { Args, Method } from './args'
import { eitherList, joined, lists, slicedList } from './lists'
import { formatted, momentField, parsed, shifted, shown } from './moments'
import { asAtom, asValue, call, infix, type Kind, not, quoted, type Said, said, Untold } from './said'
import { placeOf, slicedText, texts } from './texts'

const number = (value: number) => said(String(value), 'number')
const unary =
  (name: string, kind: Kind): Method =>
  (self) =>
    call(name, kind, self)

const halves = 'a half is rounded to the even digit: 2.5 to 2'

const ofEither: Record<string, Method> = {
  includes: (self, args) => {
    const inList = infix(args.at(0), 'in', self, 'truth')
    return eitherList(self, inList, call('contains', 'truth', self, args.at(0)))
  },
  indexOf: (self, args) => placeOf(self, args.at(0)),
  slice: (self, args) => eitherList(self, slicedList(self, args), slicedText(self, args)),
  concat: (self, args) => {
    const more = Array.from({ length: args.count }, (_, index) => args.at(index))
    const asText = said([self, ...more].map(asAtom).join(' & '), 'text', false)
    return eitherList(self, joined(self, more), asText)
  },
  toString: (self: Said, args: Args) => {
    if (args.count > 0 && self.kind === 'number') return call('formatBase', 'text', self, args.at(0))
    return call('string', 'text', asValue(self))
  },
  toJsonString: unary('string', 'text'),
  toNumber: unary('number', 'number'),
  toFloat: unary('number', 'number'),
  toInt: (self) => call('floor', 'number', call('number', 'number', self)),
  toBoolean: unary('boolean', 'truth'),
  toFixed: (self, args) => {
    args.doubt(halves)
    return call('formatNumber', 'text', self, quoted(`0${args.count > 0 ? decimals(args.text(0) ?? args.at(0).text) : ''}`))
  },
  toLocaleString: (self: Said, args: Args) =>
    self.kind === 'number' ? call('formatNumber', 'text', self, quoted('#,##0.###')) : shown(self, args, 'D, TT'),
  round: (self, args) => {
    args.doubt(halves)
    return call('round', 'number', self, ...(args.count > 0 ? [args.at(0)] : []))
  },
  floor: unary('floor', 'number'),
  ceil: unary('ceil', 'number'),
  abs: unary('abs', 'number'),
  isEmpty: (self) => not(call('boolean', 'truth', self)),
  isNotEmpty: unary('boolean', 'truth'),
  keys: unary('keys', 'list'),
  values: (self) => valuesOf(self),
  hasField: (self, args) => infix(args.at(0), 'in', call('keys', 'list', self), 'truth'),
  hasOwnProperty: (self: Said, args: Args) => infix(args.at(0), 'in', call('keys', 'list', self), 'truth'),
}

export const valuesOf = (self: Said) => said(`[$each(${self.text}, function($value) { $value })]`, 'list')

const decimals = (digits: string) => {
  const count = Number(digits)
  if (!Number.isInteger(count) || count < 0 || count > 20) throw new Untold('toFixed() of a number that is worked out')
  return count === 0 ? '' : `.${'0'.repeat(count)}`
}

const asNumber: Method = (self) => ({ ...self, kind: 'number' })
const toISO: Method = (self) => call('fromMillis', 'text', self)

const moments: Record<string, Method> = {
  toISO,
  toISOString: toISO,
  toJSON: toISO,
  toISODate: (self) => formatted(self, 'yyyy-MM-dd'),
  toISOTime: (self) => formatted(self, 'HH:mm:ss.SSS'),
  toMillis: asNumber,
  getTime: asNumber,
  valueOf: asNumber,
  toSeconds: (self) => infix(self, '/', number(1_000), 'number'),
  toUnixInteger: (self) => call('floor', 'number', infix(self, '/', number(1_000), 'number')),
  toUTC: (self) => self,
  toLocal: (self) => self,
  toJSDate: (self) => self,
  getFullYear: (self) => momentField(self, 'year'),
  getMonth: (self) => infix(momentField(self, 'month'), '-', number(1), 'number'),
  getDate: (self) => momentField(self, 'day'),
  getDay: (self) => infix(momentField(self, 'weekday'), '%', number(7), 'number'),
  getHours: (self) => momentField(self, 'hour'),
  getMinutes: (self) => momentField(self, 'minute'),
  getSeconds: (self) => momentField(self, 'second'),
  plus: (self, args) => shift(self, '+', args),
  minus: (self, args) => shift(self, '-', args),
  toDateTime: (self) => parsed(self),
  toFormat: (self, args) => format(self, args),
  format: (self, args) => format(self, args),
  toLocaleString: (self: Said, args: Args) => shown(self, args, 'D, TT'),
  toLocaleDateString: (self, args) => shown(self, args, 'D'),
  toLocaleTimeString: (self, args) => shown(self, args, 'TT'),
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
  const moment = parsed(self)
  const fields = args.object(0)
  if (fields) return shifted(moment, sign, fields)
  return shifted(moment, sign, [[args.text(1) ?? 'milliseconds', args.at(0)]])
}

function format(self: Said, args: Args): Said {
  const text = args.count === 0 ? 'yyyy-MM-dd' : args.text(0)
  if (text === null) throw new Untold('a date format that is worked out')
  return formatted(parsed(self), text)
}

/** Calls a method of JavaScript, of Luxon, or of those that n8n adds. */
export function method(self: Said, name: string, args: Args): Said {
  const tables = self.kind === 'moment' ? [moments, ofEither] : [texts, lists, ofEither, moments]
  const found = tables.find((methods) => Object.hasOwn(methods, name))?.[name]
  if (!found) throw new Untold(`${name}()`)
  return found(self, args)
}
