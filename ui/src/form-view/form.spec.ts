import { describe, expect, it } from 'vitest'
import { readForm } from './form'

const emissions = {
  schema: {
    type: 'object',
    required: ['company', 'scope1'],
    properties: {
      company: { type: 'string', title: 'Company' },
      scope1: { type: 'number', minimum: 0 },
      audited: { type: 'boolean' },
      sector: { type: 'string', enum: ['energy', 'transport'] },
      periodEnd: { type: 'string', format: 'date' },
      sites: {
        type: 'array',
        items: {
          type: 'object',
          required: ['site'],
          properties: { site: { type: 'string' }, tonnes: { type: 'number' } },
        },
      },
      tags: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
      comment: { type: 'string', maxLength: 2000 },
    },
  },
}

describe('readForm', () => {
  it('chooses a widget from the schema where none is named', () => {
    const widgets = Object.fromEntries(readForm(emissions).fields.map((field) => [field.name, field.widget]))
    expect(widgets).toEqual({
      company: 'text',
      scope1: 'number',
      audited: 'yesNo',
      sector: 'choice',
      periodEnd: 'date',
      sites: 'rows',
      tags: 'choices',
      comment: 'longText',
    })
  })

  it('knows widgets by the names they have elsewhere, and a box that must be ticked', () => {
    const form = readForm({
      schema: {
        properties: { a: { type: 'string' }, b: { type: 'string', enum: ['x'] }, c: { type: 'boolean', const: true } },
      },
      ui: { fields: { a: { widget: 'textarea' }, b: { widget: 'radio' }, c: { widget: 'checkbox' } } },
    })
    expect(form.fields.map((field) => field.widget)).toEqual(['longText', 'choice', 'consent'])
  })

  it('puts all fields on one page when no pages are named', () => {
    expect(readForm(emissions).pages.map((page) => page.fields.length)).toEqual([8])
  })

  it('adds fields that no page names to the last page', () => {
    const form = readForm({
      ...emissions,
      ui: {
        pages: [
          { title: 'You', fields: ['company'] },
          { title: 'Figures', fields: ['scope1'] },
        ],
      },
    })
    expect(form.pages[0]?.fields.map((field) => field.name)).toEqual(['company'])
    expect(form.pages[1]?.fields.map((field) => field.name)).toContain('comment')
  })

  it('shows a field once although two pages name it', () => {
    const form = readForm({
      ...emissions,
      ui: { pages: [{ fields: ['company', 'company'] }, { fields: ['company'] }] },
    })
    expect(form.fields.filter((field) => field.name === 'company')).toHaveLength(1)
  })

  it('says in words what a name says in code', () => {
    expect(readForm(emissions).fields.find((field) => field.name === 'scope1')?.label).toBe('Scope 1')
    expect(readForm(emissions).fields.find((field) => field.name === 'periodEnd')?.label).toBe('Period end')
  })

  it('reads the columns of a table of rows', () => {
    const sites = readForm(emissions).fields.find((field) => field.name === 'sites')
    expect(sites?.columns.map((column) => [column.name, column.required])).toEqual([
      ['site', true],
      ['tonnes', false],
    ])
  })

  it('takes static text from the settings alone', () => {
    const form = readForm({
      schema: { type: 'object' },
      ui: { fields: { hint: { widget: 'statement', label: 'Before you start' } } },
    })
    expect(form.fields.map((field) => field.widget)).toEqual(['statement'])
  })
})
