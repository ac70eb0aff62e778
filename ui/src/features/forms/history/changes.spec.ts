import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes'

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
      { kind: 'changed', what: 'Name', details: ['maxLength: 10 → 20', 'required: false → true'] },
      { kind: 'removed', what: 'B', details: [] },
      { kind: 'changed', what: 'The form', details: ['intro: “Hello” → “Welcome”'] },
    ])
    expect(changesBetween(before, { ...before, ui: { ...before.ui, order: ['b', 'a'] } })).toEqual([
      { kind: 'moved', what: 'The order of the questions', details: [] },
    ])
  })
})
