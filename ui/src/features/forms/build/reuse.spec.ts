import { describe, expect, it } from 'vitest'
import { movePage, toDraft } from '../model/edits'
import { extractFields, insertFields, setPageCondition } from './reuse'

const draft = toDraft({
  schema: { type: 'object', properties: { name: { type: 'string' }, last: { type: 'string' } } },
  ui: { pages: [{ title: 'A', fields: ['name'] }, { title: 'B', fields: ['last'] }] },
})
const other = {
  schema: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', maxLength: 5 }, why: { type: 'string' } },
  },
  ui: { fields: { why: { visibleIf: 'name = "name"', label: 'Why?' } } },
}

describe('insertFields', () => {
  it('keeps what is there, and lets expressions follow what had to be renamed', () => {
    const joined = insertFields(draft, other, ['name', 'why'], { page: 1, at: 0 })
    expect(joined.ui.pages.map((page) => page.fields)).toEqual([['name'], ['name2', 'why', 'last']])
    expect(joined.schema.properties?.['name2']).toEqual({ type: 'string', maxLength: 5 })
    expect(joined.schema.required).toEqual(['name2'])
    expect(joined.ui.fields?.['why']).toEqual({ visibleIf: 'name2 = "name"', label: 'Why?' })
  })
})

describe('extractFields', () => {
  it('takes fields as they are asked, with what belongs to them, and gives the same again', () => {
    const both = extractFields(toDraft(other), ['why', 'name'])
    expect(both).toEqual({ ...other, ui: { order: ['name', 'why'], fields: other.ui.fields } })
    expect(extractFields(toDraft(other), ['why']).schema).toEqual({ type: 'object', properties: { why: { type: 'string' } } })
    const empty = toDraft({ schema: { type: 'object' } })
    expect(extractFields(insertFields(empty, both, ['name', 'why'], { page: 0, at: 0 }), ['name', 'why'])).toEqual({
      ...both,
      ui: { order: ['name', 'why'], fields: { name: {}, ...other.ui.fields } },
    })
  })
})

describe('pages', () => {
  it('move with their fields', () => {
    expect(movePage(draft, 0, 1).ui.order).toEqual(['last', 'name'])
    expect(movePage(draft, 1, 2)).toBe(draft)
  })

  it('are shown under a condition, which can be taken away again', () => {
    const conditional = setPageCondition(draft, 1, 'name = "x"')
    expect(conditional.ui.pages[1]?.visibleIf).toBe('name = "x"')
    expect(setPageCondition(conditional, 1, '').ui.pages[1]).not.toHaveProperty('visibleIf')
    expect(setPageCondition(conditional, 0, 'true').ui.pages[1]?.visibleIf).toBe('name = "x"')
  })
})
