import { Untold } from './said'

/** A pattern as JSONata writes it, where it knows all that stands in it. */
export function regexOf({ source, flags }: RegExp): string {
  if (/[suy]/.test(flags) || /\(\?<|\\[pPbk]|\(\?[=!]/.test(source)) throw new Untold(`the pattern /${source}/${flags}`)
  return `/${source}/${flags.replace(/[^im]/g, '')}`
}

const ofJsonata = new Set([
  'string',
  'number',
  'map',
  'filter',
  'count',
  'sum',
  'index',
  'item',
  'input',
  'steps',
  'run',
  'vars',
  'trigger',
  'length',
  'match',
  'join',
  'split',
  'keys',
  'type',
  'not',
  'now',
  'sort',
  'merge',
  'value',
  'min',
  'max',
  'round',
  'replace',
  'lookup',
])

/** What a variable of JavaScript is called here, where no function of JSONata has the name. */
export const variable = (name: string) => `$${name.replace(/\W/g, '')}${ofJsonata.has(name) ? '_' : ''}`
