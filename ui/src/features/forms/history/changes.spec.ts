import { describe, expect, it } from 'vitest'
import { changesBetween, drawnBetween } from './changes'

const before = {
  schema: { type: 'object', properties: { a: { type: 'string', maxLength: 10 }, b: { type: 'number' } } },
  ui: { intro: 'Hello', order: ['a', 'b'], fields: { a: { label: 'Name' } } },
}

describe('changesBetween', () => {
  it('says nothing about the same definition', () => {
    expect(changesBetween(before, structuredClone(before))).toEqual([])
  })

  it('names what was added, removed, changed and moved', () => {
    const after = {
      schema: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string', maxLength: 20 }, c: { type: 'boolean', title: 'New one' } },
      },
      ui: { intro: 'Welcome', order: ['c', 'a'], fields: { a: { label: 'Name' } } },
    }
    expect(changesBetween(before, after)).toEqual([
      { kind: 'added', what: 'New one', details: [] },
      { kind: 'changed', what: 'Name', details: ['Characters, at most: 10 → 20', 'Required: no → yes'] },
      { kind: 'removed', what: 'B', details: [] },
      { kind: 'changed', what: 'The form', details: ['Introduction: “Hello” → “Welcome”'] },
    ])
    expect(changesBetween(before, { ...before, ui: { ...before.ui, order: ['b', 'a'] } })).toEqual([
      { kind: 'moved', what: 'The order of the questions', details: [] },
    ])
  })

  it('draws both forms as one, with what is gone where it was', () => {
    const form = (...names: string[]) => ({
      schema: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) },
    })
    expect(drawnBetween(form('a', 'b', 'c'), form('a', 'c', 'd')).map((one) => `${one.field.name} ${one.kind}`)).toEqual([
      'a same',
      'b removed',
      'c same',
      'd added',
    ])
  })

  it('says of answers to choose from what came and went', () => {
    const form = (...answers: string[]) => ({
      schema: { type: 'object', properties: { fuel: { type: 'string', enum: answers } } },
    })
    expect(changesBetween(form('Coal', 'Gas'), form('Gas', 'Wood'))[0]?.details).toEqual(['Answers: − Coal, + Wood'])
  })
})
