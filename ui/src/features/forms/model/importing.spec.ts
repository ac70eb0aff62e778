import { describe, expect, it } from 'vitest'
import { readDefinition } from './importing'

const read = (json: unknown) => readDefinition(JSON.stringify(json))

describe('readDefinition', () => {
  it('takes back what was exported', () => {
    const exported = { schema: { type: 'object', properties: { a: { type: 'string' } } }, ui: { intro: 'Hello' } }
    expect(read(exported)).toEqual({ definition: exported, fault: null, notes: [] })
  })

  it('takes a bare schema', () => {
    expect(read({ properties: { a: {} } }).definition?.schema).toEqual({ type: 'object', properties: { a: {} } })
  })

  it('brings draft 4 up to date and says so', () => {
    const { definition, notes } = read({
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'urn:x',
      definitions: { share: { type: 'number', minimum: 0, exclusiveMinimum: true } },
      properties: { share: { $ref: '#/definitions/share' }, exclusiveMinimum: { type: 'string' } },
      dependencies: { share: ['exclusiveMinimum'] },
    })
    expect(definition?.schema).toEqual({
      type: 'object',
      $id: 'urn:x',
      $defs: { share: { type: 'number', exclusiveMinimum: 0 } },
      properties: { share: { $ref: '#/$defs/share' }, exclusiveMinimum: { type: 'string' } },
      dependentRequired: { share: ['exclusiveMinimum'] },
    })
    expect(notes).toHaveLength(4)
  })

  it('leaves data alone that looks like keywords', () => {
    expect(
      read({ properties: { a: { enum: [{ id: 'x', dependencies: {} }] } } }).definition?.schema.properties?.['a'],
    ).toEqual({
      enum: [{ id: 'x', dependencies: {} }],
    })
  })

  it.each([
    ['{', 'This is not JSON'],
    ['[]', 'A definition is an object'],
    ['{"type":"array"}', 'The answers are an object'],
    ['{"type":"object"}', 'no fields'],
  ])('says what is wrong with %s', (text, fault) => {
    const result = readDefinition(text)
    expect(result.definition).toBeNull()
    expect(result.fault).toContain(fault)
  })
})
