import { scopeAt, type Place } from '../expressions'
import { text } from '../parameters'
import { Untold } from '../script/said'
import { sayCode } from '../script/code/statements'
import { lists } from './lists'
import { logic } from './logic'
import type { Asked, Mapped, Mapper } from './mapped'
import { outside } from './outside'
import { triggers } from './triggers'

const mappers: Record<string, Mapper> = { ...triggers, ...logic, ...lists, ...outside }

const prefix = 'n8n-nodes-base.'
const codeTypes = new Set(['code', 'function', 'functionItem'])
const codeNames = ['jsCode', 'functionCode'] as const

/** Where the expressions of a step look: those of a filter at each item, those of all others at what arrives. */
export const looksAtItems = (type: string) => type === `${prefix}filter`

export const isKnown = (type: string) =>
  type.startsWith(prefix) && (codeTypes.has(type.slice(prefix.length)) || Object.hasOwn(mappers, type.slice(prefix.length)))

/** Null for what is not known here, or cannot be said: it becomes a placeholder that keeps its JSON. */
export function mapStep(type: string, asked: Asked, place: Place): Mapped | null {
  if (!type.startsWith(prefix)) return null
  const name = type.slice(prefix.length)
  if (codeTypes.has(name)) return code(asked, place)
  return Object.hasOwn(mappers, name) ? mappers[name]!(asked) : null
}

/** Code that only names, decides and returns becomes a formula; other code somebody has to write anew. */
function code({ parameters, doubt }: Asked, place: Place): Mapped | null {
  const source = codeNames.map((name) => text(parameters[name])).find((one) => one.trim() !== '')
  const language = text(parameters['language'] ?? 'javaScript')
  if (!source || language !== 'javaScript') {
    doubt(/python/i.test(language) ? 'it is written in Python, and only JavaScript is read' : 'only JavaScript is read')
    return null
  }
  try {
    return { type: 'Calculator', config: { formula: sayCode(source, scopeAt(place)), outputField: '' } }
  } catch (fault) {
    doubt(`there are no words for ${fault instanceof Untold ? fault.message : 'its code'}`)
    return null
  }
}
