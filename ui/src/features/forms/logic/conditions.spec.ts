import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { readCondition, writeCondition } from './conditions'

describe('conditions in words', () => {
  it.each([
    'method = "Measured"',
    'method != "said \\"so\\" and more" and total > 10',
    'audited = true or total >= 2.5',
    '$exists(auditor)',
    '$not($exists(auditor)) and "Coal" in fuels',
    '`a field` < -3',
    'price.amount <= 100 and ends >= starts',
    '$contains(comment, "late") and $not("Coal" in fuels)',
  ])('%s comes back as it was', (expression) => {
    const read = readCondition(expression)
    expect(read).toBeDefined()
    expect(writeCondition(read!)).toBe(expression)
  })

  it.each([
    '$sum(sites.kwh) > 10',
    'a = 1 and b = 2 or c = 3',
    'a in ["x", "y"]',
    'a = null',
    "a = 'x\\q'",
  ])('%s stays an expression', (text) => {
    expect(readCondition(text)).toBeUndefined()
  })

  it('reads the name of a yes-or-no answer as a condition', () => {
    expect(readCondition('audited')).toEqual({
      join: 'and',
      clauses: [{ field: 'audited', verb: 'is', value: 'true', as: 'raw' }],
    })
  })

  it('reads texts in quotes of either kind', () => {
    expect(writeCondition(readCondition(`method = 'it\\'s "so"' and a != 'x and y'`)!)).toBe(
      'method = "it\'s \\"so\\"" and a != "x and y"',
    )
  })

  it('means what it says', async () => {
    const says = (join: 'and' | 'or') =>
      writeCondition({
        join,
        clauses: [
          { field: 'fuels', verb: 'includes', value: 'Coal', as: 'text' },
          { field: 'total', verb: 'over', value: '10', as: 'raw' },
        ],
      })
    const answers = { fuels: ['Gas', 'Coal'], total: 3 }
    expect(await jsonata(says('and')).evaluate(answers)).toBe(false)
    expect(await jsonata(says('or')).evaluate(answers)).toBe(true)
  })
})
