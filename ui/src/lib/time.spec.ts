import { describe, expect, it } from 'vitest'
import { durationText, relativeText } from './time'

const noon = new Date('2026-11-20T12:00:00Z')

describe('times in words', () => {
  it.each([
    ['2026-11-20T11:59:40Z', 'just now'],
    ['2026-11-20T11:56:00Z', '4 min ago'],
    ['2026-11-20T15:00:00Z', 'in 3 h'],
    ['2026-11-19T12:00:00Z', 'yesterday'],
    ['2026-11-15T12:00:00Z', '5 days ago'],
  ])('%s is %s', (at, words) => {
    expect(relativeText(at, noon)).toBe(words)
  })

  it.each([
    [820, '820 ms'],
    [4_200, '4.2 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 days 4 h'],
  ])('%i ms last %s', (milliseconds, words) => {
    expect(durationText(milliseconds)).toBe(words)
  })
})
