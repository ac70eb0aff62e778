import { describe, expect, it } from 'vitest'
import { moveField, nudgeField, toDraft } from './edits'

const names = ['loose', 's1', 'a', 'b', 's2', 'c', 'x']
const draft = toDraft({
  schema: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, {}])) },
  ui: {
    pages: [{ fields: ['loose', 's1', 'a', 'b', 's2', 'c'] }, { fields: ['x'] }],
    fields: { s1: { widget: 'section' }, s2: { widget: 'section' } },
  },
})
const pagesOf = (one: typeof draft) => one.ui.pages.map((page) => page.fields.join(' '))

describe('a heading', () => {
  it('takes its questions along', () => {
    expect(pagesOf(moveField(draft, 's2', { page: 0, at: 1 }))).toEqual(['loose s2 c s1 a b', 'x'])
    expect(pagesOf(moveField(draft, 's1', { page: 0, at: 6 }))).toEqual(['loose s2 c s1 a b', 'x'])
    expect(pagesOf(moveField(draft, 's1', { page: 1, at: 0 }))).toEqual(['loose s2 c', 'x s1 a b'])
  })

  it('never lands among the questions of another', () => {
    expect(pagesOf(moveField(draft, 's2', { page: 0, at: 2 }))).toEqual(['loose s2 c s1 a b', 'x'])
    expect(moveField(draft, 's2', { page: 0, at: 3 })).toBe(draft)
    expect(moveField(draft, 's1', { page: 0, at: 3 })).toBe(draft)
  })

  it('goes section by section, and over the edge of a page', () => {
    const up = nudgeField(draft, 's2', -1)
    expect(pagesOf(up)).toEqual(['loose s2 c s1 a b', 'x'])
    expect(pagesOf(nudgeField(up, 's2', 1))).toEqual(pagesOf(draft))
    expect(pagesOf(nudgeField(draft, 's2', 1))).toEqual(['loose s1 a b', 'x s2 c'])
    expect(nudgeField(draft, 's1', -1)).toBe(draft)
  })
})
