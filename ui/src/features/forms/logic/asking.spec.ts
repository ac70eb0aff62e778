import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { readForm } from '../../../form-view/form'
import { askedOf, clauseOn, comparable, namesOf, operandFor, sayCondition, verbsFor } from './asking'
import { type Clause, writeCondition } from './conditions'
import { kindNamed } from '../model/kinds'

const kinds = ['text', 'number', 'money', 'date', 'time', 'choice', 'choices', 'yesNo', 'rows', 'file', 'section']
const { fields } = readForm({
  schema: {
    type: 'object',
    properties: {
      ...Object.fromEntries(kinds.map((kind) => [kind, kindNamed(kind).schema])),
      level: { type: 'string', enum: ['1', '2'] },
      ends: { type: 'string', format: 'date' },
    },
  },
  ui: { fields: Object.fromEntries(kinds.map((kind) => [kind, kindNamed(kind).settings])) },
})
const asked = (path: string) => askedOf(fields).find((one) => one.path === path)!
const on = (path: string, change: Partial<Clause>) => ({ ...clauseOn(asked(path)), ...change })
const holds = (clause: Clause, answers: object) =>
  jsonata(writeCondition({ join: 'and', clauses: [clause] })).evaluate(answers)

describe('what can be asked', () => {
  it('is every question, box by box where it has several, and for sums column by column', () => {
    expect(askedOf(fields).map((one) => one.path)).toEqual(
      expect.arrayContaining(['text', 'money.amount', 'money.currency', 'rows']),
    )
    expect(askedOf(fields).some((one) => one.path === 'section' || one.path === 'rows.amount')).toBe(false)
    expect(namesOf(fields).some((one) => one.path === 'rows.amount')).toBe(true)
  })

  it('is asked in words that fit the answer', () => {
    const labels = (path: string) => verbsFor(asked(path).field, 'answered').map((one) => one.label)
    expect(labels('date')).toContain('is after')
    expect(labels('choices')).not.toContain('is')
    expect(labels('file')).toEqual(['is answered', 'is not answered'])
    expect(verbsFor(asked('file').field, 'is')[0]).toEqual({ value: 'is', label: 'is' })
  })

  it('compares a text that looks like a figure as the text it is', async () => {
    expect(await holds(on('level', operandFor(asked('level').field, '1')), { level: '1' })).toBe(true)
    expect(await holds(on('text', operandFor(asked('text').field, '42')), { text: '42' })).toBe(true)
    expect(await holds(on('number', operandFor(asked('number').field, '42')), { number: 42 })).toBe(true)
    expect(await holds(on('yesNo', {}), { yesNo: true })).toBe(true)
  })

  it('finds words within a text', async () =>
    expect(await holds(on('text', { verb: 'says', value: 'late' }), { text: 'It came late.' })).toBe(true))

  it('is said as a sentence where it can be', () => {
    const say = (expression: string) => sayCondition(expression, askedOf(fields))
    expect(say("level = '1' and date < ends")).toBe('Level is 1 and Date is before Ends')
    expect(say('yesNo or $not($exists(money.amount))')).toBe('Yes no is yes or Money: Amount is not answered')
    expect(say('$sum(rows.amount) > 3')).toBe('$sum(rows.amount) > 3')
  })

  it('compares a date with another, and not with a time of day', async () => {
    expect(comparable(asked('date'), 'under', askedOf(fields)).map((one) => one.path)).toEqual(['ends'])
    const before = on('date', { verb: 'under', value: 'ends', as: 'field' })
    expect(await holds(before, { date: '2026-01-31', ends: '2026-02-01' })).toBe(true)
  })
})
