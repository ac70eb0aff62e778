import { describe, expect, it, vi } from 'vitest'
import { readForm } from '../form'
import { evaluate } from './evaluate'
import { judge } from './logic'
import { remembering } from './remember'

const form = readForm({
  schema: {
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' }, sum: { type: 'number' }, c: { type: 'string' } },
  },
  ui: { fields: { sum: { calculate: '$sum([a, b])' }, c: { visibleIf: 'sum > 10' } } },
})

describe('remembering', () => {
  it('asks an expression again only when an answer that it names has changed', async () => {
    const asked = vi.fn(evaluate)
    const remembered = remembering(form, asked)
    await judge(form, { a: 1, b: 2 }, remembered)
    const first = asked.mock.calls.length
    await judge(form, { a: 1, b: 2, other: 'x' }, remembered)
    expect(asked.mock.calls).toHaveLength(first)
    await judge(form, { a: 5, b: 7 }, remembered)
    expect(asked.mock.calls.length).toBeGreaterThan(first)
  })

  it('says the same as asking every time', async () => {
    const remembered = remembering(form, evaluate)
    for (const answers of [{ a: 1 }, { a: 1, b: 2 }, { a: 20, b: 2 }, { a: 1, b: 2 }, {}])
      expect(await judge(form, answers, remembered)).toEqual(await judge(form, answers, evaluate))
  })

  it.each(['$count($$.*)', '$keys($)', '$now()', '$sum(*)', '**.a', 'a = $random()'])(
    'asks %s every time: it looks at more than it names',
    async (expression) => {
      const asked = vi.fn(async () => 1)
      const remembered = remembering(form, asked)
      await remembered(expression, { a: 1 })
      await remembered(expression, { a: 1 })
      expect(asked).toHaveBeenCalledTimes(2)
    },
  )
})
