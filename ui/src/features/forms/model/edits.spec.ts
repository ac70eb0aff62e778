import { describe, expect, it } from 'vitest'
import {
  addField,
  addPage,
  duplicateField,
  isRequired,
  moveField,
  nudgeField,
  removeField,
  movePage,
  removePage,
  renameField,
  setPage,
  setRequired,
  setSettings,
  toDraft,
  setColumn,
} from './edits'

const draft = toDraft({
  schema: {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'string' }, b: { type: 'number' }, c: { type: 'boolean' } },
  },
  ui: {
    pages: [
      { title: 'One', fields: ['a', 'b'] },
      { title: 'Two', fields: ['c'] },
    ],
    fields: { b: { unit: 't' } },
  },
})
const pagesOf = (one: typeof draft) => one.ui.pages.map((page) => page.fields)

describe('a definition', () => {
  it('keeps what its pages say, whatever is done to their fields', () => {
    const said = toDraft({
      schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      ui: { pages: [{ title: 'One', description: 'Of last year.', fields: ['a'], visibleIf: 'true' }, { fields: ['b'] }] },
    })
    const [first, second] = moveField(renameField(said, 'a', 'c'), 'b', { page: 0, at: 1 }).ui.pages
    expect(first).toEqual({ title: 'One', description: 'Of last year.', fields: ['c', 'b'], visibleIf: 'true' })
    expect(second).toEqual({ title: '', fields: [] })
    expect(setPage(said, 1, { description: 'Of this one.' }).ui.pages[1]!.description).toBe('Of this one.')
  })
})

describe('fields', () => {
  it.each(['email', 'address', 'signature'])('of the kind %s begins as personal', (kind) => {
    const added = addField(draft, kind, { page: 0, at: 1 })
    expect(added.draft.ui.fields?.[added.name]?.classification).toBe('personal')
  })

  it('are added where they were dropped, under a name that is free', () => {
    const once = addField(draft, 'text', { page: 0, at: 1 })
    const twice = addField(once.draft, 'text', { page: 1, at: 1 })
    expect([once.name, twice.name]).toEqual(['text', 'text2'])
    expect(pagesOf(twice.draft)).toEqual([
      ['a', 'text', 'b'],
      ['c', 'text2'],
    ])
    expect(twice.draft.ui.order).toEqual(['a', 'text', 'b', 'c', 'text2'])
  })

  it('move to where the reader of the page dropped them', () => {
    expect(pagesOf(moveField(draft, 'a', { page: 0, at: 2 }))).toEqual([['b', 'a'], ['c']])
    expect(pagesOf(moveField(draft, 'a', { page: 1, at: 0 }))).toEqual([['b'], ['a', 'c']])
    expect(moveField(draft, 'a', { page: 0, at: 1 })).toBe(draft)
  })

  it('step over the edge of a page, and stop at the ends of the form', () => {
    expect(pagesOf(nudgeField(draft, 'b', 1))).toEqual([['a'], ['b', 'c']])
    expect(pagesOf(nudgeField(draft, 'c', -1))).toEqual([['a', 'b', 'c'], []])
    expect(pagesOf(nudgeField(draft, 'a', 1))).toEqual([['b', 'a'], ['c']])
    expect(nudgeField(draft, 'a', -1)).toBe(draft)
    expect(nudgeField(draft, 'c', 1)).toBe(draft)
  })

  it('leave nothing behind when removed', () => {
    const removed = removeField(draft, 'a')
    expect(removed.schema).toEqual({
      type: 'object',
      required: [],
      properties: { b: { type: 'number' }, c: { type: 'boolean' } },
    })
    expect(pagesOf(removed)).toEqual([['b'], ['c']])
  })

  it('are duplicated with all that was set', () => {
    const { draft: copied, name } = duplicateField(setRequired(draft, 'b', true), 'b')
    expect([name, copied.ui.fields?.[name], isRequired(copied, name)]).toEqual(['b2', { unit: 't' }, true])
    expect(pagesOf(copied)).toEqual([['a', 'b', 'b2'], ['c']])
  })

  it('keep their place and duty under a new name, which must be a free name', () => {
    const renamed = renameField(draft, 'a', 'supplier')
    expect([pagesOf(renamed), renamed.schema.required]).toEqual([[['supplier', 'b'], ['c']], ['supplier']])
    expect(renameField(draft, 'a', 'b')).toBe(draft)
    expect(renameField(draft, 'a', 'not a name')).toBe(draft)
  })

  it('lose a setting that is emptied', () => {
    expect(setSettings(draft, 'b', { unit: '', help: 'In tonnes' }).ui.fields?.['b']).toEqual({ help: 'In tonnes' })
  })
})

describe('pages', () => {
  it('hand their fields on when removed', () => {
    expect(pagesOf(removePage(draft, 1))).toEqual([['a', 'b', 'c']])
    expect(pagesOf(removePage(draft, 0))).toEqual([['a', 'b', 'c']])
    expect(removePage(removePage(draft, 0), 0).ui.pages).toHaveLength(1)
  })

  it('are added at the end', () => {
    expect(pagesOf(addPage(draft))).toEqual([['a', 'b'], ['c'], []])
  })
})

describe('toDraft', () => {
  it('gives a form without pages one page with everything', () => {
    expect(pagesOf(toDraft({ schema: { properties: { a: {}, b: {} } } }))).toEqual([['a', 'b']])
  })

  it('moves pages with their words in every language', () => {
    const pages = ['One', 'Two', 'Three'].map((title) => ({ title, fields: [] }))
    const draft = toDraft({
      schema: { type: 'object' },
      ui: { pages, translations: { de: { pages: ['Eins', 'Zwei', 'Drei'], pageDescriptions: ['Zuerst'] } } },
    })
    const moved = movePage(draft, 0, 2)
    expect(moved.ui.pages.map((page) => page.title)).toEqual(['Two', 'Three', 'One'])
    expect(moved.ui.translations!['de']).toEqual({ pages: ['Zwei', 'Drei', 'Eins'], pageDescriptions: ['', '', 'Zuerst'] })
    expect(removePage(draft, 1).ui.translations!['de']!.pages).toEqual(['Eins', 'Drei'])
  })

  it('changes a question that is asked in each row, and leaves the others alone', () => {
    const columns = { supplier: { type: 'string', enum: ['A'] }, count: { type: 'integer' } }
    const draft = toDraft({
      schema: { type: 'object', properties: { orders: { type: 'array', items: { type: 'object', properties: columns } } } },
      ui: { fields: { orders: { fields: { count: { label: 'How many?' } } } } },
    })
    const changed = setColumn(draft, 'orders', 'supplier', { enum: undefined } as never, { lookup: { connection: 'ERP' } })
    expect(changed.schema.properties?.['orders']?.items?.properties).toEqual({ ...columns, supplier: { type: 'string' } })
    expect(changed.ui.fields?.['orders']?.fields).toEqual({
      count: { label: 'How many?' },
      supplier: { lookup: { connection: 'ERP' } },
    })
  })
})
