import { expect, it } from 'vitest'
import { addField, moveField, setSchema, setSettings, toDraft } from './edits'
import { typedAt } from './typing'

const one = addField(toDraft({ schema: { type: 'object' } }), 'choice', { page: 0, at: 0 }).draft
const two = addField(one, 'text', { page: 0, at: 1 }).draft

it('finds the one text that is typed', () => {
  expect(typedAt(two, setSettings(two, 'text', { label: 'T' }))).toBe('/ui/fields/text/label')
  expect(typedAt(two, setSettings(two, 'text', { help: 'H' }))).toBe('/ui/fields/text/help')
  expect(typedAt(two, setSchema(two, 'choice', { enum: ['a', 'b', 'c'] }))).toBe('/schema/properties/choice/enum')
})

it('finds none where something was added, moved or counted', () => {
  expect(typedAt(one, two)).toBeNull()
  expect(typedAt(two, moveField(two, 'text', { page: 0, at: 0 }))).toBeNull()
  expect(typedAt(two, setSchema(two, 'text', { maxLength: 7 }))).toBeNull()
})
