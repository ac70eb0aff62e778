import { describe, expect, it } from 'vitest'
import { evaluate, pieces } from '../expression/evaluate'
import { cronWords } from '../lib/cron'
import { isShown, kindOf, valueOf } from './kinds'

describe('cron in words', () => {
  it.each([
    ['0 9 * * 1-5', 'At 9:00 on working days'],
    ['0 9 1 1,4,7,10 *', 'At 9:00 on the 1st of January, April, July and October'],
    ['0 9 * * MON#1', 'At 9:00 on the first Monday'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0 * * * *', 'Every hour'],
    ['30 6 L * *', 'At 6:30 on the last day'],
  ])('%s is "%s"', (cron, words) => {
    expect(cronWords(cron)).toBe(words)
  })

  it.each(['', '* *', 'hello', '1-5/2 3-9 * * *'])('has no words for %j', (cron) => {
    expect(cronWords(cron)).toBeNull()
  })
})

describe('fields of a schema', () => {
  it('follow the widget first and the type second', () => {
    expect(kindOf({ type: 'string', 'x-widget': 'cron' })).toBe('cron')
    expect(kindOf({ type: 'string', enum: ['a'] })).toBe('choice')
    expect(kindOf({ type: 'array', items: { type: 'object' } })).toBe('rows')
    expect(kindOf({ title: 'Anything' })).toBe('any')
    expect(kindOf({ type: 'string', 'x-widget': 'unheard-of' })).toBe('text')
  })

  it('hide when their condition does not hold', () => {
    expect(isShown({ 'x-when': { mode: ['a', 'b'] } }, { mode: 'b' })).toBe(true)
    expect(isShown({ 'x-when': { mode: 'a' } }, { mode: 'c' })).toBe(false)
    expect(isShown({ 'x-when': { mode: 'a' } }, {}, { properties: { mode: { default: 'a' } } })).toBe(true)
  })

  it.each([
    ['12', 12],
    ['true', true],
    ['[1,2]', [1, 2]],
    ['hello', 'hello'],
    ['{{ a }}', '{{ a }}'],
    ['', undefined],
    ['{broken', '{broken'],
  ])('read %j as %j', (text, value) => {
    expect(valueOf(text)).toEqual(value)
  })
})

describe('expressions', () => {
  const scope = { input: { a: 2, name: 'Ana' }, bindings: { vars: { k: 3 } } }

  it('keep the type of a single expression', async () => {
    expect(await evaluate('{{ a * $vars.k }}', scope, false)).toEqual({ kind: 'value', value: 6 })
  })

  it('become text when mixed', async () => {
    expect(await evaluate('Dear {{ name }}, {{ a }}', scope, false)).toEqual({ kind: 'value', value: 'Dear Ana, 2' })
  })

  it('need no braces where the field is one', async () => {
    expect(await evaluate('a + 1', scope, true)).toEqual({ kind: 'value', value: 3 })
  })

  it('say where they are wrong', async () => {
    expect(await evaluate('x {{ a + }}', scope, false)).toMatchObject({ kind: 'fault', at: expect.any(Number) as number })
  })

  it('are found between the braces', () => {
    expect(pieces('a {{ b }} c').map((piece) => [piece.text, piece.expression])).toEqual([
      ['a ', false],
      [' b ', true],
      [' c', false],
    ])
  })
})
