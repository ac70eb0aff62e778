import { describe, expect, it } from 'vitest'
import { readForm } from '../../../form-view/form'
import { toDraft } from '../model/edits'
import { setLanguages, textsOf } from './translating'

const draft = toDraft({
  schema: { type: 'object', properties: { fuel: { type: 'string', enum: ['Coal', 'Gas'] } } },
  ui: {
    intro: 'Hello',
    pages: [{ title: 'One', description: 'Why', fields: ['fuel'] }],
    fields: { fuel: { label: 'Fuel', help: 'Burnt' } },
  },
})

describe('translating', () => {
  it('lists every text once, in the order in which it is read', () => {
    expect(textsOf(draft, 'de').map((text) => text.base)).toEqual(['Hello', 'One', 'Why', 'Fuel', 'Burnt', 'Coal', 'Gas'])
  })

  it('writes each text where the form reads it', () => {
    const german = textsOf(draft, 'de').reduce((before, text) => text.write(before, `${text.base} auf Deutsch`), draft)
    const form = readForm(german, 'de')
    expect([form.intro, form.pages[0]?.title, form.pages[0]?.description]).toEqual([
      'Hello auf Deutsch',
      'One auf Deutsch',
      'Why auf Deutsch',
    ])
    const fuel = form.fields[0]!
    expect([fuel.label, fuel.help, fuel.choices.map((one) => one.label)]).toEqual([
      'Fuel auf Deutsch',
      'Burnt auf Deutsch',
      ['Coal auf Deutsch', 'Gas auf Deutsch'],
    ])
    expect(readForm(german).fields[0]?.label).toBe('Fuel')
  })

  it('reaches the parts of an answer and the columns of a table', () => {
    const table = toDraft({
      schema: {
        type: 'object',
        properties: { sites: { type: 'array', items: { type: 'object', properties: { town: { type: 'string' } } } } },
      },
      ui: { fields: { sites: { label: 'Sites' } } },
    })
    const german = textsOf(table, 'de').reduce((before, text) => text.write(before, `${text.base} de`), table)
    expect(readForm(german, 'de').fields[0]?.columns[0]?.label).toBe('Town de')
    expect(readForm(german).fields[0]?.columns[0]?.label).toBe('Town')
  })

  it('has the ends of a scale', () => {
    const scale = toDraft({
      schema: { type: 'object', properties: { score: { type: 'integer', minimum: 1, maximum: 5 } } },
      ui: { fields: { score: { widget: 'scale', lowLabel: 'Poor', highLabel: 'Great' } } },
    })
    const german = textsOf(scale, 'de').reduce((before, text) => text.write(before, `${text.base} de`), scale)
    const score = readForm(german, 'de').fields[0]
    expect([score?.lowLabel, score?.highLabel]).toEqual(['Poor de', 'Great de'])
  })

  it('has the title of the form', () => {
    const german = textsOf(draft, 'de', 'Fuels')[0]!
    expect(german.base).toBe('Fuels')
    expect(readForm(german.write(draft, 'Brennstoffe'), 'de').title).toBe('Brennstoffe')
  })

  it('forgets the words of a language that is taken away', () => {
    const both = setLanguages(textsOf(draft, 'de')[0]!.write(draft, 'Hallo'), ['en', 'de'])
    expect(both.ui.translations).toHaveProperty('de')
    expect(setLanguages(both, ['en']).ui.translations).toEqual({})
  })
})
