import { said, type Scope, Untold } from './script/said'
import { sayScript } from './script/script'
import { partsOf } from './template'

/** Where a value stands: what the steps before it gave, and who hears what could not be said. */
export interface Place {
  json: string
  step: (name: string) => string | null
  doubts: Set<string>
  /** What somebody has to choose or give before it works. */
  needs: Set<string>
}

const namesOf = (place: Place): Scope => ({
  json: place.json,
  step: place.step,
  names: new Map([['$index', said('$index', 'number')]]),
  doubt: (why) => place.doubts.add(why),
  need: (what) => place.needs.add(what),
})

export const scopeAt = namesOf

/**
 * An expression of n8n as ours. What cannot be said stays with a mark that our language does not read, so that the
 * step shows a fault at this place until somebody writes it anew.
 */
function expression(source: string, place: Place): string {
  try {
    return sayScript(source, namesOf(place))
  } catch (fault) {
    place.doubts.add(fault instanceof Untold ? `there are no words for ${fault.message}` : 'an expression could not be read')
    return `n8n: ${source.trim()}`
  }
}

export function translateText(value: string, place: Place): string {
  if (!value.startsWith('=')) return value
  return partsOf(value.slice(1))
    .map(({ text, code }) => (code ? `{{ ${expression(text, place)} }}` : text))
    .join('')
}

const depthMax = 60

/** Walks a value and translates every expression in it; what n8n does not evaluate stays as it is. */
export function translateValue(value: unknown, place: Place, depth = 0): unknown {
  if (typeof value === 'string') return translateText(value, place)
  if (typeof value !== 'object' || value === null || depth > depthMax) return value
  if (Array.isArray(value)) return value.map((inner) => translateValue(inner, place, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translateValue(inner, place, depth + 1)]))
}

/** The bare expression behind a translated value: `{{ a }}` → `a`; of a mixed text its parts joined; of a constant its JSON. */
export function bare(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null)
  const parts = partsOf(value)
  if (!parts.some((part) => part.code)) return JSON.stringify(value)
  const said = parts.map(({ text, code }) => (code ? `(${text.trim()})` : JSON.stringify(text)))
  return parts.length === 1 ? parts[0]!.text.trim() : said.join(' & ')
}
