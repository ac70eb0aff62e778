import { type CompletionContext, type CompletionResult, autocompletion } from '@codemirror/autocomplete'
import { StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'
import { colours } from './look'
import type { Scope } from './scope'

/** Every function of JSONata 2.2, with what it gives in a few words: https://docs.jsonata.org/string-functions and following. */
const functions: Record<string, string> = {
  sum: 'adds numbers', count: 'how many', max: 'largest', min: 'smallest', average: 'mean', round: 'rounds', floor: 'down', ceil: 'up',
  abs: 'without sign', sqrt: 'root', power: 'to the power', number: 'to a number', random: 'from 0 to 1', parseInteger: 'text to integer',
  formatNumber: 'number as text', formatInteger: 'integer as text', formatBase: 'in another base', string: 'to text',
  boolean: 'to true or false', not: 'the opposite', exists: 'is there', length: 'characters', substring: 'part of text',
  substringBefore: 'text before', substringAfter: 'text after', uppercase: 'capitals', lowercase: 'small letters',
  trim: 'without spaces around', pad: 'to a width', contains: 'holds the text', split: 'into parts', join: 'parts together',
  match: 'finds a pattern', replace: 'replaces text', base64encode: 'to base 64', base64decode: 'from base 64',
  encodeUrl: 'for an address', encodeUrlComponent: 'for a part of an address', decodeUrl: 'from an address',
  decodeUrlComponent: 'from a part of an address', now: 'the time', millis: 'the time in ms', fromMillis: 'ms to time',
  toMillis: 'time to ms', keys: 'names of fields', lookup: 'value of a field', merge: 'objects together', spread: 'object apart',
  each: 'each field', sift: 'fields that fit', clone: 'a copy', type: 'what it is', append: 'lists together', sort: 'sorts',
  reverse: 'backwards', shuffle: 'any order', distinct: 'each once', zip: 'lists side by side', map: 'for each',
  filter: 'those that fit', single: 'the only one', reduce: 'folds a list', eval: 'evaluates text', error: 'fails with a message',
  assert: 'fails unless',
}

interface Reading {
  inside: boolean
}

/** JSONata between {{ and }}, or everywhere when the field is an expression as a whole. */
const grammar = (bare: boolean) =>
  StreamLanguage.define<Reading>({
    startState: () => ({ inside: bare }),
    token(stream, state) {
      if (!state.inside) {
        if (stream.match('{{')) {
          state.inside = true
          return 'bracket'
        }
        stream.next()
        stream.match(/^[^{]+/)
        return null
      }
      if (!bare && stream.match('}}')) {
        state.inside = false
        return 'bracket'
      }
      if (bare && (stream.match('{{') || stream.match('}}'))) return 'bracket'
      if (stream.eatSpace()) return null
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string'
      if (stream.match(/^\/\*[\s\S]*?\*\//)) return 'comment'
      if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number'
      if (stream.match(/^(?:and|or|in|true|false|null|function)\b/)) return 'keyword'
      if (stream.match(/^\$[A-Za-z_]\w*(?=\s*\()/)) return 'function'
      if (stream.match(/^\$\$?\w*/)) return 'variable'
      if (stream.match(/^[A-Za-z_]\w*/) || stream.match(/^`[^`]*`?/)) return 'property'
      stream.next()
      return 'operator'
    },
    tokenTable: { function: tags.function(tags.variableName), property: tags.propertyName, variable: tags.special(tags.variableName) },
  })

const fieldsOf = (value: unknown): string[] => {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'object' && one !== null ? Object.keys(one) : []
}

const follow = (from: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => {
    const one: unknown = Array.isArray(at) ? at[0] : at
    return typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[name] : undefined
  }, from)

const shown = (value: unknown) => (value === undefined ? '' : (JSON.stringify(value)?.slice(0, 40) ?? ''))

/** Names of steps, fields of real data, and functions, as the caret comes to them. */
const complete = (scope: () => Scope | null, stepIds: () => readonly string[], bare: boolean) =>
  (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos)
    if (!bare && before.lastIndexOf('{{') <= before.lastIndexOf('}}')) return null
    const word = context.matchBefore(/\$?[\w$.]*/)
    if (!word || (word.from === word.to && !context.explicit)) return null
    const path = word.text.split('.')
    const from = word.to - path.at(-1)!.length
    const now = scope()
    const fields = (value: unknown) =>
      fieldsOf(value).map((label) => ({ label, type: 'property', detail: shown(follow(value, [label])) }))
    if (path.length > 1) {
      const [root, ...rest] = path.slice(0, -1)
      if (root === '$steps' && rest.length === 0) return { from, options: stepIds().map((label) => ({ label, type: 'class' })) }
      const start = root?.startsWith('$') ? now?.bindings[root.slice(1)] : follow(now?.input, [root ?? ''])
      return { from, options: fields(follow(start, rest)) }
    }
    const names = ['input', 'trigger', 'steps', 'vars', 'run', 'item', 'index']
    return {
      from,
      options: [
        ...fields(now?.input),
        ...names.map((name) => ({ label: `$${name}`, type: 'variable', boost: 1, detail: shown(now?.bindings[name]) })),
        ...Object.entries(functions).map(([name, detail]) => ({ label: `$${name}`, apply: `$${name}(`, type: 'function', detail })),
      ],
    }
  }

export const expressionLanguage = (scope: () => Scope | null, stepIds: () => readonly string[], bare: boolean) => [
  grammar(bare),
  syntaxHighlighting(colours),
  autocompletion({ override: [complete(scope, stepIds, bare)], icons: false }),
]
