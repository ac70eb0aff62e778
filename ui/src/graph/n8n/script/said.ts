/**
 * What a piece of JSONata surely gives; a moment is a number of milliseconds, an item is what n8n wraps in `json`, a
 * match is what a pattern found with its groups, an entry is a field of an object with its name, bytes are the text in them.
 */
export type Kind =
  | 'any'
  | 'text'
  | 'number'
  | 'truth'
  | 'object'
  | 'list'
  | 'moment'
  | 'items'
  | 'item'
  | 'match'
  | 'entries'
  | 'entry'
  | 'function'
  | 'bytes'
  | 'env'

/** JSONata that says what a piece of JavaScript says. */
export interface Said {
  text: string
  kind: Kind
  /** It can stand beside an operator as it is. */
  atom: boolean
  /** How it is said where only a field of it is asked for, which a text does not have. */
  short?: string
  /** It is another name for what lies there, so that a change of it changes what lies there. */
  spot?: Spot
}

/** A place within a variable: `item.json.total`. */
export interface Spot {
  root: string
  keys: readonly Said[]
}

/** Thrown where JSONata has no words for the JavaScript; the message is for the report of the import. */
export class Untold extends Error {}

export interface Scope {
  /** What `$json` is at this place, such as `$input.body` behind an HTTP request. */
  json: string
  /** What the step of a name gave; null when there is none. */
  step: (name: string) => string | null
  names: ReadonlyMap<string, Said>
  /** Within the code of a step, where `{ json: … }` wraps an item. */
  isCode?: boolean
  /** What a variable was before the condition at hand counted it on. */
  counted?: ReadonlyMap<string, Said>
  /** How many statements may still be said: code with many ways is said anew in each of them. */
  left?: { statements: number }
  /** Patterns that variables were given. */
  patterns?: ReadonlyMap<string, RegExp>
  /** Takes what is nearly but not quite the same. */
  doubt: (why: string) => void
  /** Takes what somebody has to choose or to give before it works. */
  need: (what: string) => void
}

export const said = (text: string, kind: Kind = 'any', atom = true): Said => ({ text, kind, atom })
export const asAtom = ({ text, atom }: Said) => (atom ? text : `(${text})`)
export const quoted = (text: string) => JSON.stringify(text)
export const nothing = said('$lookup({}, "undefined")')

/** A call of a JSONata function. */
export const call = (name: string, kind: Kind, ...args: (Said | string)[]): Said =>
  said(`$${name}(${args.map((arg) => (typeof arg === 'string' ? arg : arg.text)).join(', ')})`, kind)

export const infix = (left: Said, operator: string, right: Said, kind: Kind): Said =>
  said(`${asAtom(left)} ${operator} ${asAtom(right)}`, kind, false)

export const not = (one: Said): Said => call('not', 'truth', one)

export const isList = ({ kind }: Said) => kind === 'list' || kind === 'items' || kind === 'entries'

/** One way or the other, by what a value turns out to be. */
export const byType = (one: Said, type: string, yes: Said, no: Said): Said =>
  said(`($type(${one.text}) = "${type}" ? ${yes.text} : ${no.text})`, yes.kind === no.kind ? yes.kind : 'any')

/** A moment is shown as n8n shows it: in ISO 8601. A match is a list of texts. */
export function asValue(one: Said): Said {
  if (one.kind === 'moment') return call('fromMillis', 'text', one)
  if (one.kind === 'match') return said(`$append(${asAtom(one)}.match, ${asAtom(one)}.groups)`, 'list')
  if (one.kind === 'entry') return said(`[${asAtom(one)}.key, ${asAtom(one)}.value]`, 'list')
  if (one.kind === 'entries') return said(`[${call('map', 'list', one, 'function($e) { [$e.key, $e.value] }').text}[]]`, 'list')
  if (one.kind === 'function') throw new Untold('a function as a value')
  return one
}

/** As part of a list that it flows into, which JSONata keeps a list that is written out from doing. */
export const flowing = ({ text }: Said): string => (text.startsWith('[') ? `(${text})` : text)

/** As one element of a list: JSONata would otherwise let a list flow into the list around it. */
export const asElement = (one: Said): string => {
  const value = asValue(one)
  return isList(value) && !value.text.startsWith('[') ? `[${value.text}]` : value.text
}

const word = /^[A-Za-z_]\w*$/
const operatorWords = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** A field of a value: `.name`, or in backquotes what is no plain word. */
export function field(of: Said, name: string): Said {
  if (of.kind === 'item' && name === 'json') return said(of.text)
  if (name.includes('`')) return call('lookup', 'any', of, quoted(name))
  return said(`${of.short ?? asAtom(of)}.${word.test(name) && !operatorWords.has(name) ? name : `\`${name}\``}`)
}

/** What stands at a key of a value: a field by its name, or an element by its place. */
export function at(self: Said, key: Said): Said {
  if (self.kind === 'match') return partOfMatch(self, key)
  if (self.kind === 'entry') return entryPart(self, key.text)
  const kind: Kind = self.kind === 'items' ? 'item' : self.kind === 'entries' ? 'entry' : 'any'
  if (key.kind === 'number') {
    // JSONata counts from the end there, where JavaScript finds nothing.
    if (/^-\d/.test(key.text)) return nothing
    if (self.kind === 'text') return call('substring', 'text', self, key, '1')
    return isList(self) ? said(`${asAtom(self)}[${key.text}]`, kind) : elementOrLetter(self, key)
  }
  if (isList(self)) return said(`${asAtom(self)}[${key.text}]`, kind)
  if (key.kind === 'text') return call('lookup', 'any', self, key)
  const named = call('lookup', 'any', self, call('string', 'text', key))
  return self.kind === 'object' ? named : byType(self, 'array', said(`${asAtom(self)}[${key.text}]`), named)
}

/** JSONata takes the first of a text for the whole of it, where JavaScript takes its first letter. */
function elementOrLetter(self: Said, key: Said): Said {
  const element = said(`${self.short ?? asAtom(self)}[${key.text}]`)
  return { ...byType(self, 'string', call('substring', 'text', self, key, '1'), element), short: element.text }
}

function partOfMatch(self: Said, key: Said): Said {
  if (key.text === '0') return said(`${asAtom(self)}.match`, 'text')
  if (!/^\d+$/.test(key.text)) throw new Untold('a part of a match that is worked out')
  return said(`${asAtom(self)}.groups[${Number(key.text) - 1}]`, 'text')
}

export function entryPart(self: Said, place: string): Said {
  if (place !== '0' && place !== '1') throw new Untold('an entry that has more than two parts')
  return place === '0' ? said(`${asAtom(self)}.key`, 'text') : said(`${asAtom(self)}.value`)
}
