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
      { kind: 'moved', what: 'Where questions stand', details: ['Name: another place on its page'] },
    ])
  })

  it('says which question went to which page, and what became of the pages', () => {
    const paged = (...pages: object[]) => ({ ...before, ui: { ...before.ui, order: [], pages } as never })
    const [one, two] = [{ title: 'One', fields: ['a', 'b'] }, { title: 'Two', fields: [] }]
    expect(changesBetween(paged(one, two), paged({ ...one, fields: ['a'] }, { ...two, fields: ['b'] }))).toEqual([
      { kind: 'moved', what: 'Where questions stand', details: ['B: One → Two'] },
    ])
    expect(changesBetween(paged(one), paged({ ...one, title: 'First', visibleIf: 'b > 1' }))).toEqual([
      { kind: 'changed', what: 'Page “First”', details: ['Title: “One” → “First”', 'Shown if: nothing → “b > 1”'] },
    ])
    expect(changesBetween(paged(one), paged(one, two))).toEqual([{ kind: 'added', what: 'Page “Two”', details: [] }])
  })

  it('says of a translation which text is another', () => {
    const spoken = (help: string) => ({
      ...before,
      ui: { ...before.ui, fields: { a: { translations: { de: { label: 'Name', help } } } } },
    })
    expect(changesBetween(spoken('Wie heißen Sie?'), spoken('Ihr Name'))[0]?.details).toEqual([
      'Translations: de: Help: “Wie heißen Sie?” → “Ihr Name”',
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
