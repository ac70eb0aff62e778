import jsonata from 'jsonata'
import type { Scope } from './scope'

export type Outcome =
  | { kind: 'value'; value: unknown }
  | { kind: 'fault'; message: string; at: number | null }

interface Piece {
  text: string
  expression: boolean
  from: number
}

/** Splits text into plain parts and the insides of {{ … }}. */
export function pieces(source: string): Piece[] {
  const found: Piece[] = []
  const open = /\{\{([\s\S]*?)\}\}/g
  let last = 0
  for (const match of source.matchAll(open)) {
    if (match.index > last) found.push({ text: source.slice(last, match.index), expression: false, from: last })
    found.push({ text: match[1] ?? '', expression: true, from: match.index + 2 })
    last = match.index + match[0].length
  }
  if (last < source.length) found.push({ text: source.slice(last), expression: false, from: last })
  return found
}

/** Evaluates as the server does: one expression keeps its type, mixed text becomes text, no braces is all expression. */
export async function evaluate(source: string, scope: Scope | null, bare: boolean): Promise<Outcome> {
  const parts = bare && !source.includes('{{') ? [{ text: source, expression: true, from: 0 }] : pieces(source)
  const only = parts.filter((part) => part.expression || part.text.trim() !== '')
  if (only.length === 1 && only[0]?.expression) return run(only[0], scope)
  let text = ''
  for (const part of parts) {
    if (!part.expression) {
      text += part.text
      continue
    }
    const outcome = await run(part, scope)
    if (outcome.kind === 'fault') return outcome
    text += typeof outcome.value === 'string' ? outcome.value : outcome.value === undefined ? '' : JSON.stringify(outcome.value)
  }
  return { kind: 'value', value: text }
}

async function run(part: Piece, scope: Scope | null): Promise<Outcome> {
  try {
    const expression = jsonata(part.text)
    if (!scope) return { kind: 'value', value: undefined }
    const value: unknown = await expression.evaluate(scope.input, scope.bindings)
    if (isFunction(value)) return { kind: 'fault', message: 'This is a function. Call it, with its arguments in ( ).', at: null }
    return { kind: 'value', value: plain(value) }
  } catch (error) {
    const said = error as { message?: string; position?: number }
    const at = typeof said.position === 'number' ? part.from + said.position : null
    return { kind: 'fault', message: said.message ?? 'This is not a valid expression.', at }
  }
}

/** Plain JavaScript functions, and those that JSONata marks as its own. */
const isFunction = (value: unknown) =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value))

/** As JSON holds it, without the marks that JSONata puts on lists: only that can leave the worker. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value)
  return text === undefined ? undefined : JSON.parse(text)
}
