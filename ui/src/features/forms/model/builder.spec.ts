import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FormDefinition } from '../../../form-view/definition'
import { addField, setSettings } from './edits'

const saved = vi.hoisted(() => [] as { name: string; definition: FormDefinition }[])
vi.mock('../../../api/forms', () => ({
  saveForm: async (_id: string, body: { name: string; definition: FormDefinition }) => ({ version: saved.push(body) + 1 }),
}))

// Specs share what they import: another one may have taken in the builder already, with the real door to the server.
vi.resetModules()
afterAll(() => void vi.resetModules())
const { edit, save, takeUp, undo, useBuilder } = await import('./builder')

const form = (version: number) => ({
  id: 'form',
  name: 'A',
  version,
  definition: { schema: { type: 'object' } },
  published: null,
  hasUnpublishedChanges: true,
})

const add = (kind: string) => edit((draft) => addField(draft, kind, { page: 0, at: 0 }).draft)
const type = (label: string) => edit((draft) => setSettings(draft, 'text', { label }))
const fieldsOf = (definition: FormDefinition) => Object.keys(definition.schema.properties ?? {}).join()

describe('the builder', () => {
  beforeEach(() => {
    saved.length = 0
    useBuilder.setState({ formId: null })
    takeUp(form(1))
  })

  it('saves each step for itself, and typing as one', async () => {
    add('text')
    for (const label of ['N', 'Na', 'Nam', 'Name']) type(label)
    add('number')
    await save()
    expect(saved.map((one) => fieldsOf(one.definition))).toEqual(['text', 'text', 'text,number'])
    expect(saved[1]!.definition.ui!.fields!['text']!.label).toBe('Name')
    expect(useBuilder.getState().saving.kind).toBe('saved')
  })

  it('undoes a burst of typing in one step', () => {
    add('text')
    for (const label of ['N', 'Na', 'Nam', 'Name']) type(label)
    undo()
    expect(useBuilder.getState().draft.ui.fields!['text']!.label).toBe('Text')
  })

  it('undoes what was done elsewhere, when nobody has saved since it was read', () => {
    const before = { name: 'Before', definition: { schema: { type: 'object' } } }
    takeUp(form(7), { version: 7, past: [before], future: [] }, true)
    undo()
    expect(useBuilder.getState().name).toBe('Before')
    takeUp(form(9), { version: 8, past: [before], future: [] }, true)
    expect(useBuilder.getState().past).toEqual([])
  })

  it('takes up what another has saved, unless something is unsaved here', () => {
    takeUp({ ...form(2), name: 'Theirs' })
    expect(useBuilder.getState().name).toBe('Theirs')
    add('text')
    takeUp({ ...form(3), name: 'Later' })
    expect(useBuilder.getState().name).toBe('Theirs')
  })
})
