import type { Args, Lambda, Method } from './args'
import { asAtom, asElement, byType, call, field, flowing, infix, isList, type Kind, quoted, type Said, said, Untold } from './said'

const unary =
  (name: string, kind: Kind = 'list'): Method =>
  (self) =>
    call(name, kind, self)

export const kindOfItem = ({ kind }: Said): Kind => (kind === 'items' ? 'item' : kind === 'entries' ? 'entry' : 'any')
const listKind = (self: Said): Kind => (isList(self) ? self.kind : 'list')

/** A list stays a list where one element, or none, is left of it. */
const listOf = (inner: Said, kind: Kind = 'list'): Said => said(`[${inner.text}]`, kind)
const kept = (self: Said, test: Lambda) => call('filter', 'list', self, test.text)
const count = (one: Said) => call('count', 'number', one)
const number = (value: number) => said(String(value), 'number')

function mapped(self: Said, to: Lambda): Said {
  const each = call('map', 'list', self, to.text)
  if (to.gives === 'item') return listOf(each, 'items')
  // Lists within the list must not flow together where there is one of them only.
  return to.gives === 'list' ? said(`[${each.text}[]]`, 'list') : listOf(each)
}

/** The order that a function gives by numbers; JSONata asks whether the first of two comes later. */
function sorted(self: Said, args: Args): Said {
  if (args.count === 0) return call('sort', 'list', self)
  const { text } = args.fn(0, kindOfItem(self), kindOfItem(self))
  const body = /^function\((\$\w+, \$\w+)\) \{ ([\s\S]*) \}$/.exec(text)
  if (!body) throw new Untold('a sort by a function that stands elsewhere')
  return { ...call('sort', 'list', self, `function(${body[1]}) { (${body[2]}) > 0 }`), kind: listKind(self) }
}

/** The methods of lists, of JavaScript and of those that n8n adds. */
export const lists: Record<string, Method> = {
  map: (self, args) => mapped(self, args.fn(0, kindOfItem(self), 'number')),
  flatMap: (self, args) => flat(mapped(self, args.fn(0, kindOfItem(self), 'number'))),
  flat: (self) => flat(self),
  filter: (self, args) => listOf(kept(self, args.test(0, kindOfItem(self), 'number')), listKind(self)),
  find: (self, args) => said(`${kept(self, args.test(0, kindOfItem(self), 'number')).text}[0]`, kindOfItem(self)),
  findLast: (self, args) => said(`${kept(self, args.test(0, kindOfItem(self), 'number')).text}[-1]`, kindOfItem(self)),
  findIndex: (self, args) => {
    const test = args.test(0, kindOfItem(self), 'number').text
    const places = `$filter([0..$count(${self.text}) - 1], function($i) { (${test})(${asAtom(self)}[$i], $i) })`
    return said(`$append(${places}, -1)[0]`, 'number')
  },
  some: (self, args) => infix(count(kept(self, args.test(0, kindOfItem(self)))), '>', number(0), 'truth'),
  every: (self, args) => infix(count(kept(self, args.test(0, kindOfItem(self)))), '=', count(self), 'truth'),
  reduce: (self, args) => {
    if (args.count < 2) return call('reduce', 'any', self, args.fn(0, 'any', kindOfItem(self)).text)
    const { kind, text } = args.at(1)
    const { text: fn, gives } = args.fn(0, kind, kindOfItem(self), 'number')
    // JSONata gives nothing for nothing, where JavaScript gives what it began with.
    return said(`$reduce([${flowing(self)}], ${fn}, ${text})`, gives === kind ? kind : 'any')
  },
  join: (self, args) =>
    call('join', 'text', listOf(call('map', 'list', self, '$string')), args.count > 0 ? args.at(0) : quoted(',')),
  reverse: (self) => ({ ...call('reverse', 'list', self), kind: listKind(self) }),
  toReversed: (self) => ({ ...call('reverse', 'list', self), kind: listKind(self) }),
  sort: sorted,
  toSorted: sorted,
  at: (self, args) => said(`${asAtom(self)}[${args.at(0).text}]`, kindOfItem(self)),
  first: (self) => said(`${asAtom(self)}[0]`, kindOfItem(self)),
  last: (self) => said(`${asAtom(self)}[-1]`, kindOfItem(self)),
  pop: (self) => said(`${asAtom(self)}[-1]`, kindOfItem(self)),
  shift: (self) => said(`${asAtom(self)}[0]`, kindOfItem(self)),
  has: (self, args) => infix(args.at(0), 'in', self, 'truth'),
  unique: unary('distinct'),
  removeDuplicates: unary('distinct'),
  compact: (self) => listOf(call('filter', 'list', self, 'function($value) { $boolean($value) }')),
  sum: unary('sum', 'number'),
  average: unary('average', 'number'),
  pluck: (self, args) => {
    const name = args.text(0)
    if (name === null || args.count > 1) throw new Untold('pluck of several fields')
    return { ...field(self, name), kind: 'list' }
  },
}

const flat = (self: Said) => said(`$reduce([${flowing(self)}], $append, [])`, 'list')

/** The list with more at its end: lists flow in, all else is put there as it is. */
export const joined = (self: Said, more: readonly Said[]): Said =>
  said(`$append(${self.text}, ${more.length === 1 ? more[0]!.text : `[${more.map(flowing).join(', ')}]`})`, listKind(self))

export const pushed = (self: Said, values: readonly Said[]): Said => {
  const kind = values.some((one) => one.kind === 'item') ? 'items' : listKind(self)
  return said(`$append(${self.text}, [${values.map(asElement).join(', ')}])`, kind)
}

/** `slice` of a list; places may count from the end. */
export function slicedList(self: Said, args: Args): Said {
  if (args.count === 0) return self
  const fromEnd = (one: Said) => one.text.startsWith('-')
  const size = `$count(${self.text})`
  const [from, to] = [args.at(0), args.count > 1 ? args.at(1) : null]
  const first = fromEnd(from) ? `$max([0, ${size} - ${from.text.slice(1)}])` : from.text
  const last = !to ? `${size} - 1` : fromEnd(to) ? `${size} - ${to.text.slice(1)} - 1` : `${asAtom(to)} - 1`
  return said(`[${asAtom(self)}[[${first}..${last}]]]`, listKind(self))
}

export const eitherList = (self: Said, asList: Said, otherwise: Said) =>
  isList(self) ? asList : self.kind === 'text' ? otherwise : byType(self, 'array', asList, otherwise)
