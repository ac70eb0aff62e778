import { describe, expect, it } from 'vitest'
import { readForm } from '../../../form-view/form'
import { asCorrection } from './correction'

describe('asCorrection', () => {
  it('asks for what is to be corrected and for nothing else', () => {
    const form = asCorrection({
      name: 'Emissions',
      organisation: 'Demo',
      version: 1,
      status: 'correction',
      correction: { fields: ['total'], message: 'Is this a typing error?' },
      definition: {
        schema: {
          type: 'object',
          required: ['name', 'total'],
          properties: { name: { type: 'string' }, total: { type: 'number' } },
        },
        ui: { intro: 'Hello', pages: [{ fields: ['name'] }, { fields: ['total'], visibleIf: 'name = "x"' }] },
      },
    })
    expect(readForm(form.definition).fields.map((field) => field.name)).toEqual(['total'])
    expect([form.status, form.message, form.definition.schema.required]).toEqual([
      'open',
      'Is this a typing error?',
      ['total'],
    ])
  })
})
