import { describe, expect, it } from 'vitest'
import { compare, sayComparison } from './figures'

const history = [100, 110, 90, 100].map((value) => ({ value }))
const say = (value: number) => sayComparison(compare(value, history)!, String)

describe('compare', () => {
  it('measures a figure against its own past', () => {
    const comparison = compare(400, history)!
    expect([comparison.usual, comparison.low, comparison.high, comparison.times]).toEqual([100, 90, 110, 4])
    expect(comparison.deviations).toBeCloseTo(36.74, 2)
  })

  it('says nothing about text or with too little past', () => {
    expect(compare('Measured', history)).toBeNull()
    expect(compare(400, history.slice(0, 2))).toBeNull()
  })

  it('has no number of deviations where the past never moved', () => {
    expect(compare(5, [{ value: 4 }, { value: 4 }, { value: 4 }])?.deviations).toBeNull()
  })

  it.each([
    [400, '4.0 times its usual 100'],
    [100, 'as usual (100)'],
    [110, '+10 % against its usual 100'],
    [80, '−20 % against its usual 100'],
    [25, '25 % of its usual 100'],
  ])('says of %d: %s', (value, text) => {
    expect(say(value)).toBe(text)
  })
})
