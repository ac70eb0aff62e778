import { describe, expect, it } from 'vitest'
import { secondBrace } from './braces'

/** Types into a text whose caret is drawn as |, where an opening brace brings its counterpart along. */
function typed(drawn: string, keys: string): string {
  let at = drawn.indexOf('|')
  let text = drawn.replace('|', '')
  for (const key of keys) {
    const change = /[{}]/.test(key) ? secondBrace(text, at, key) : null
    if (change) {
      text = text.slice(0, change.from) + text.slice(change.to)
      at = change.caret
    } else {
      text = text.slice(0, at) + key + (key === '{' ? '}' : '') + text.slice(at)
      at++
    }
  }
  return `${text.slice(0, at)}|${text.slice(at)}`
}

describe('braces within braces', () => {
  it('are taken as said', () => expect(typed('{{ | }}', '{{a.b}}')).toBe('{{ a.b }}|'))

  it('stay where they begin an object', () => expect(typed('{{ | }}', '{"a": 1')).toBe('{{ {"a": 1|} }}'))

  it('stay where they close an object', () => expect(typed('{{ {"a": 1| }}', '}')).toBe('{{ {"a": 1}| }}'))

  it('open an expression beside one', () => expect(typed('{{ a }} |', '{{')).toBe('{{ a }} {{|}}'))
})
