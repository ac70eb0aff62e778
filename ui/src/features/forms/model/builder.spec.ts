// @vitest-environment jsdom
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FormDefinition } from '../../../form-view/definition'
import type { Unsaved } from '../saving/unsaved'
import { addField, setSettings } from './edits'

type Body = { name: string; definition: FormDefinition }
const saved = vi.hoisted(() => [] as Body[])
const server = vi.hoisted(() => ({ away: false, version: 1, loseAnswers: false, busy: Promise.resolve() }))
const savedOther = vi.hoisted(() => [] as Body[])
vi.mock('../../../api/forms', () => ({
  saveForm: async (id: string, body: Body, ifMatch: number) => {
    const { ApiProblem } = await import('../../../api/problem')
    if (server.away) throw new ApiProblem(0, null)
    if (id === 'other') return { version: savedOther.push(body) + 1 }
    await server.busy
    if (ifMatch !== server.version) throw new ApiProblem(412, null)
    saved.push(body)
    server.version++
    if (server.loseAnswers) throw new ApiProblem(0, null)
    return { version: server.version }
  },
  readForm: async () => ({ ...form(server.version), ...saved.at(-1)! }),
}))

// Specs share what they import: another one may have taken in the builder already, with the real door to the server.
vi.resetModules()
afterAll(() => void vi.resetModules())
const { edit, save, takeUp, undo, useBuilder } = await import('./builder')
const { unsavedQuery } = await import('../saving/unsaved')

const form = (version: number) => ({
  id: 'form',
  name: 'A',
  version,
  definition: { schema: { type: 'object' } },
  published: null,
  hasUnpublishedChanges: true,
})

const other = { ...form(1), id: 'other', name: 'B' }

const desk = { person: 'ana', formId: 'form' }
const left = () => (unsavedQuery(desk).queryFn as unknown as () => Promise<Unsaved[]>)()
/** The page again, with the form as the server has it by then. */
async function reload(version: number, rests?: Unsaved[]) {
  const opening = { person: 'ana', rests: rests ?? (await left()) }
  useBuilder.setState({ formId: null, version: 0, saving: { kind: 'saved' } })
  takeUp(form(version), opening)
}

const add = (kind: string) => edit((draft) => addField(draft, kind, { page: 0, at: 0 }).draft)
const type = (label: string) => edit((draft) => setSettings(draft, 'text', { label }))
const fieldsOf = (definition: FormDefinition) => Object.keys(definition.schema.properties ?? {}).join()

describe('the builder', () => {
  beforeEach(() => {
    localStorage.clear()
    saved.length = 0
    savedOther.length = 0
    Object.assign(server, { away: false, version: 1, loseAnswers: false, busy: Promise.resolve() })
    useBuilder.setState({ formId: null })
    takeUp(form(1), { person: 'ana' })
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
    takeUp(form(7), { history: { version: 7, past: [before], future: [] }, anew: true })
    undo()
    expect(useBuilder.getState().name).toBe('Before')
    takeUp(form(9), { history: { version: 8, past: [before], future: [] }, anew: true })
    expect(useBuilder.getState().past).toEqual([])
  })

  it('takes up what another has saved, unless something is unsaved here', () => {
    takeUp({ ...form(2), name: 'Theirs' })
    expect(useBuilder.getState().name).toBe('Theirs')
    add('text')
    takeUp({ ...form(3), name: 'Later' })
    expect(useBuilder.getState().name).toBe('Theirs')
  })

  it('keeps what cannot be saved beyond the page, step by step, until it is saved', async () => {
    server.away = true
    add('text')
    add('number')
    await save()
    expect(useBuilder.getState().saving.kind).toBe('offline')
    server.away = false
    await reload(1)
    await save()
    expect(saved.map((one) => fieldsOf(one.definition))).toEqual(['text', 'text,number'])
    expect([useBuilder.getState().saving.kind, await left()]).toEqual(['saved', []])
    undo()
    undo()
    expect(fieldsOf(useBuilder.getState().draft)).toBe('')
  })

  it('asks before what was left covers what another has saved since', async () => {
    server.away = true
    add('text')
    await save()
    await reload(2)
    expect([useBuilder.getState().saving.kind, fieldsOf(useBuilder.getState().draft)]).toEqual(['conflict', 'text'])
    expect(await left()).toMatchObject([{ version: 1 }])
  })

  it('knows its own step where the answer was lost', async () => {
    server.loseAnswers = true
    add('text')
    await save()
    add('number')
    server.loseAnswers = false
    await save()
    expect(saved.map((one) => fieldsOf(one.definition))).toEqual(['text', 'text,number'])
    expect([useBuilder.getState().saving.kind, useBuilder.getState().version]).toEqual(['saved', 3])
  })

  it('goes on from the step that the server took as the page was left', async () => {
    server.loseAnswers = true
    add('text')
    add('number')
    await save()
    expect(saved.map((one) => fieldsOf(one.definition))).toEqual(['text'])
    server.loseAnswers = false
    const rests = await left()
    useBuilder.setState({ formId: null, version: 0, saving: { kind: 'saved' } })
    takeUp({ ...form(2), ...saved[0]! }, { person: 'ana', rests })
    await save()
    expect(saved.map((one) => fieldsOf(one.definition))).toEqual(['text', 'text,number'])
  })

  it('saves what several pages left, the newest last', async () => {
    server.away = true
    add('text')
    const one = await left()
    await reload(1, [])
    add('number')
    const other = await left()
    server.away = false
    await reload(1, [...one, ...other])
    await save()
    expect(saved.map((body) => fieldsOf(body.definition))).toEqual(['text', 'number'])
  })

  /** The server takes its time with what is saved of the first form, until it is let go. */
  function keepBusy() {
    let letGo = () => {}
    server.busy = new Promise((resolve) => (letGo = resolve))
    return letGo
  }
  const savedFields = () => saved.map((one) => fieldsOf(one.definition))

  it('saves a form that is left for another before its hands have rested', async () => {
    add('text')
    takeUp(other, { person: 'ana' })
    await vi.waitFor(() => expect(savedFields()).toEqual(['text']))
    await vi.waitFor(async () => expect(await left()).toEqual([]))
    expect([useBuilder.getState().name, useBuilder.getState().version]).toEqual(['B', 1])
  })

  it('saves what was done during a save, though another form was opened before its answer', async () => {
    const letGo = keepBusy()
    add('text')
    void save()
    add('number')
    add('date')
    takeUp(other, { person: 'ana' })
    letGo()
    await vi.waitFor(() => expect(savedFields()).toEqual(['text', 'text,number', 'text,number,date']))
  })

  it('saves the form that is open, while the one before is on its way still', async () => {
    const letGo = keepBusy()
    add('text')
    void save()
    takeUp(other, { person: 'ana' })
    add('number')
    await save()
    expect([saved.length, savedOther.map((one) => fieldsOf(one.definition))]).toEqual([0, ['number']])
    letGo()
    await vi.waitFor(() => expect(savedFields()).toEqual(['text']))
  })

  it('goes on with a form that is opened again while it is on its way', async () => {
    const letGo = keepBusy()
    add('text')
    void save()
    add('number')
    takeUp(other, { person: 'ana' })
    takeUp(form(1), { person: 'ana', rests: await left() })
    add('date')
    letGo()
    await save()
    expect(savedFields()).toEqual(['text', 'text,number', 'text,number,date'])
    expect([useBuilder.getState().saving.kind, useBuilder.getState().version, await left()]).toEqual(['saved', 4, []])
  })

  it('keeps of a form that was left what cannot be saved, and saves it in touch again', async () => {
    server.away = true
    add('text')
    takeUp(other, { person: 'ana' })
    await vi.waitFor(async () => expect(await left()).toMatchObject([{ version: 1 }]))
    server.away = false
    window.dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(savedFields()).toEqual(['text']))
  })
})
