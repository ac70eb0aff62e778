import { describe, expect, it } from 'vitest'
import { readForm } from '../../../form-view/form'
import { chartsOf } from './charts'

const { fields } = readForm({
  schema: {
    type: 'object',
    properties: {
      total: { type: 'number' },
      fuel: { type: 'array', items: { type: 'string', enum: ['Coal', 'Gas'] } },
      name: { type: 'string' },
    },
  },
})

describe('chartsOf', () => {
  it('counts choices and sorts figures into bins, and leaves texts and masks out', () => {
    const answers = [
      { total: 1, fuel: ['Coal'], name: 'Ana' },
      { total: 3, fuel: ['Coal', 'Gas'] },
      { total: '•••' },
    ]
    const charts = chartsOf(fields, answers)
    expect(charts.map((chart) => [chart.field.name, chart.bars, chart.answered])).toEqual([
      [
        'total',
        [
          { label: '1', count: 1 },
          { label: '3', count: 1 },
        ],
        2,
      ],
      [
        'fuel',
        [
          { label: 'Coal', count: 2 },
          { label: 'Gas', count: 1 },
        ],
        2,
      ],
    ])
  })

  it('says what a hundred figures have in common', () => {
    const chart = chartsOf(fields, Array.from({ length: 100 }, (_, at) => ({ total: at + 1 })))[0]
    expect(chart).toMatchObject({ kind: 'figures', mean: 50.5, median: 50.5, min: 1, max: 100 })
    expect(chart?.bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(100)
  })
})
