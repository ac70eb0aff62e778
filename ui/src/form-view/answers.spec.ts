import { describe, expect, it } from 'vitest'
import { chosenOf, toAnswers, toDraft, writeAnswer } from './answers'
import { readForm } from './form'
import { readNumber, writeNumber } from './numbers'

describe('readNumber', () => {
  it.each([
    ['1234.5', 1234.5],
    ['1 234,5', 1234.5],
    ['1,234,567', 1234567],
    ['1,234.5', 1234.5],
    ["1'000", 1000],
    ['-12', -12],
    ['−3', -3],
    ['0,125', 0.125],
    ['12,50', 12.5],
    ['1e3', 1000],
    ['.5', 0.5],
  ])('reads %s', (text, value) => {
    expect(readNumber(text)).toEqual({ kind: 'number', value })
  })

  it('asks about 1,234 rather than guess', () => {
    expect(readNumber('1,234').kind).toBe('ambiguous')
  })

  it.each(['twelve', '12 t', '1.234.567', '--1', '1e999'])('does not read %s', (text) => {
    expect(readNumber(text).kind).toBe('unreadable')
  })
})

const form = readForm({
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      tonnes: { type: 'number' },
      audited: { type: 'boolean' },
      sites: {
        type: 'array',
        items: { type: 'object', properties: { site: { type: 'string' }, tonnes: { type: 'number' } } },
      },
    },
  },
  ui: { fields: { tonnes: { unit: 't CO₂' } } },
})

describe('a list', () => {
  const { fields } = readForm({
    schema: {
      properties: {
        notes: { type: 'array', items: { type: 'string' } },
        figures: { type: 'array', items: { type: 'number' } },
      },
    },
    ui: { fields: { figures: { unit: 't' } } },
  })

  it('leaves out what was left empty and reads figures', () => {
    const draft = { notes: ['one', ' ', 'two '], figures: ['', '1 200,5'] }
    expect(fields.map((field) => field.widget)).toEqual(['list', 'list'])
    expect(toAnswers(fields, draft)).toEqual({ notes: ['one', 'two'], figures: [1200.5] })
    expect(toAnswers(fields, { notes: [''], figures: [] })).toEqual({})
    expect(toDraft(fields, { figures: [1200.5] })).toEqual({ figures: ['1200.5'] })
  })

  it('is written a line each', () => {
    expect(writeAnswer(fields[0]!, ['one', 'two'])).toBe('one\ntwo')
    expect(writeAnswer(fields[1]!, [3])).toBe('3 t')
  })
})

describe('toAnswers', () => {
  it('leaves out what was left empty', () => {
    expect(toAnswers(form.fields, { name: '  ', tonnes: '', sites: [{ site: '', tonnes: '' }] })).toEqual({})
  })

  it('reads numbers, also in rows, and keeps no as an answer', () => {
    expect(
      toAnswers(form.fields, {
        tonnes: '1 200,5',
        audited: false,
        sites: [{ site: 'Kiel', tonnes: '3' }, { site: '' }],
      }),
    ).toEqual({ tonnes: 1200.5, audited: false, sites: [{ site: 'Kiel', tonnes: 3 }] })
  })

  it('keeps what it cannot read, for the validation to name', () => {
    expect(toAnswers(form.fields, { tonnes: 'a lot' })).toEqual({ tonnes: 'a lot' })
  })

  it('comes back to the same answers over a draft', () => {
    const answers = { name: 'Ana', tonnes: 12.5, audited: true, sites: [{ site: 'Kiel', tonnes: 3 }] }
    expect(toAnswers(form.fields, toDraft(form.fields, answers))).toEqual(answers)
  })
})

describe('writeAnswer', () => {
  it('groups figures with a thin space and gives the unit', () => {
    const tonnes = form.fields.find((field) => field.name === 'tonnes')!
    expect(writeAnswer(tonnes, 1234567.5)).toBe('1\u202f234\u202f567.5 t CO₂')
    expect(writeNumber(12)).toBe('12')
  })
})

describe('what was looked up', () => {
  const { fields } = readForm({
    schema: { type: 'object', properties: { supplier: { type: 'string' } } },
    ui: { fields: { supplier: { widget: 'lookup', lookup: { letters: 1 } } } },
  })
  const draft = { supplier: { value: 'K1', label: 'Kenya Ltd' } }

  it('is its value when it is sent, and its words when it is read', () => {
    expect(toAnswers(fields, draft)).toEqual({ supplier: 'K1' })
    expect(chosenOf(fields[0]!, draft.supplier)).toBe('Kenya Ltd')
  })

  it('may be filled in by the sender as a value alone', () => {
    const given = toDraft(fields, { supplier: 'K1' })
    expect(toAnswers(fields, given)).toEqual({ supplier: 'K1' })
    expect(chosenOf(fields[0]!, given['supplier'])).toBe('K1')
  })
})
