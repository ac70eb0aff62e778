/** What a piece of JSONata surely gives; a moment is a number of milliseconds, an item is what n8n wraps in `json`. */
export type Kind = 'any' | 'text' | 'number' | 'truth' | 'list' | 'moment' | 'items' | 'item'

/** JSONata that says what a piece of JavaScript says. */
export interface Said {
  text: string
  kind: Kind
  /** It can stand beside an operator as it is. */
  atom: boolean
}

/** Thrown where JSONata has no words for the JavaScript; the message is for the report of the import. */
export class Untold extends Error {}

export interface Scope {
  /** What `$json` is at this place, such as `$input.body` behind an HTTP request. */
  json: string
  /** What the step of a name gave; null when there is none. */
  step: (name: string) => string | null
  names: ReadonlyMap<string, Said>
  /** Takes what is nearly but not quite the same. */
  doubt: (why: string) => void
}

export const said = (text: string, kind: Kind = 'any', atom = true): Said => ({ text, kind, atom })
export const asAtom = ({ text, atom }: Said) => (atom ? text : `(${text})`)
export const quoted = (text: string) => JSON.stringify(text)

/** A call of a JSONata function. */
export const call = (name: string, kind: Kind, ...args: (Said | string)[]): Said =>
  said(`$${name}(${args.map((arg) => (typeof arg === 'string' ? arg : arg.text)).join(', ')})`, kind)

export const infix = (left: Said, operator: string, right: Said, kind: Kind): Said =>
  said(`${asAtom(left)} ${operator} ${asAtom(right)}`, kind, false)

export const not = (one: Said): Said => call('not', 'truth', one)

/** A moment is shown as n8n shows it: in ISO 8601. */
export const asValue = (one: Said): Said => (one.kind === 'moment' ? call('fromMillis', 'text', one) : one)

const word = /^[A-Za-z_]\w*$/
const operatorWords = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** A field of a value: `.name`, or in backquotes what is no plain word. */
export function field(of: Said, name: string): Said {
  if (of.kind === 'item' && name === 'json') return said(of.text)
  if (name.includes('`')) return call('lookup', 'any', of, quoted(name))
  return said(`${asAtom(of)}.${word.test(name) && !operatorWords.has(name) ? name : `\`${name}\``}`)
}
