import { expect, it } from 'vitest'
import { addField, setSettings, toDraft } from './edits'
import { nameAfter, settleName } from './naming'

it.each([
  ['What is your name?', 'whatIsYourName'],
  ['E-mail', 'eMail'],
  ['Année de création', 'anneeDeCreation'],
  ['2026 emissions', ''],
  ['اسمك', ''],
])('names %s', (label, name) => expect(nameAfter(label)).toBe(name))

const withText = (label: string) => {
  const added = addField(toDraft({ schema: { type: 'object' } }), 'text', { page: 0, at: 0 })
  return setSettings(added.draft, added.name, { label })
}

it('names a field after its question, and what mentions it follows', () => {
  const two = addField(withText('Your town'), 'number', { page: 0, at: 1 })
  const logical = setSettings(two.draft, 'number', { visibleIf: "text = 'text'" })
  const { draft, name } = settleName(logical, 'text', new Set())
  expect(name).toBe('yourTown')
  expect(draft.ui.pages[0]!.fields).toEqual(['yourTown', 'number'])
  expect(draft.ui.fields!['number']!.visibleIf).toBe("yourTown = 'text'")
})

it('leaves names that answers may bear already', () => {
  const draft = withText('Your town')
  expect(settleName(draft, 'text', new Set(['text'])).draft).toBe(draft)
})
