import { describe, expect, it } from 'vitest'
import { analyse } from './analyse'
import type { FieldSettings } from '../definition'
import { readForm } from '../form'

const weaknesses = (fields: Record<string, FieldSettings>, required: string[] = []) =>
  analyse(
    readForm({
      schema: { required, properties: Object.fromEntries(Object.keys(fields).map((name) => [name, {}])) },
      ui: { fields },
    }),
  ).map((weakness) => weakness.field)

describe('analyse', () => {
  it('finds nothing in logic that works', () => {
    expect(
      weaknesses({ a: {}, b: { visibleIf: 'a = "b"' }, c: { calculate: 'a + 1' }, d: { calculate: 'c * 2' } }),
    ).toEqual([])
  })

  it('finds what is hidden but required', () => {
    expect(weaknesses({ a: {}, b: { visibleIf: 'a' } }, ['b'])).toEqual(['b'])
  })

  it('finds what waits for itself, or for nothing', () => {
    expect(weaknesses({ a: { visibleIf: 'a = 1' }, b: { visibleIf: 'typo' } })).toEqual(['a', 'b'])
  })

  it('finds circles of calculations, also over others', () => {
    expect(
      weaknesses({ a: { calculate: 'b' }, b: { calculate: 'c' }, c: { calculate: 'a' }, d: { calculate: 'a' } }),
    ).toEqual(['a', 'b', 'c'])
  })
})
