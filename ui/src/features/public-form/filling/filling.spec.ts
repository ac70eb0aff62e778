// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import type { FormDefinition } from '../../../form-view/definition'
import { FillingStore } from './filling'
import type { Sent } from './link'

const definition: FormDefinition = {
  schema: {
    type: 'object',
    required: ['name', 'audited'],
    properties: { name: { type: 'string' }, audited: { type: 'boolean' }, auditor: { type: 'string' } },
  },
  ui: {
    pages: [
      { title: 'You', fields: ['name'] },
      { title: 'Figures', fields: ['audited', 'auditor'] },
    ],
    fields: { auditor: { visibleIf: 'audited', requiredIf: 'audited' } },
  },
}
const receipt = { number: 'R-1', submittedAt: '2026-11-20T14:02:00Z', contentHash: 'abc' }

function start(sent: Sent = { kind: 'received', receipt }) {
  window.localStorage.clear()
  const deliver = vi.fn(async () => sent)
  const onPage = vi.fn()
  const form = { name: 'Emissions', organisation: 'Demo', version: 1, definition, status: 'open' as const }
  return {
    store: new FillingStore('link', form, { storage: window.localStorage, deliver, onPage }),
    deliver,
    onPage,
    form,
  }
}

async function filled(sent?: Sent) {
  const made = start(sent)
  made.store.answer('name', 'Ana')
  await made.store.next()
  made.store.answer('audited', false)
  await made.store.next()
  return made
}

/** The usual second is short where builds run beside the specs. */
const patience = { timeout: 30_000 }

describe('FillingStore', () => {
  it('stays on a page until its answers are right, and says what is not', async () => {
    const { store } = start()
    await store.next()
    expect([store.get().page, store.get().problems.map((problem) => problem.path), store.get().attempt]).toEqual([
      0,
      ['/name'],
      1,
    ])
    store.answer('name', 'Ana')
    expect(store.get().problems).toEqual([])
    await store.next()
    expect(store.get().page).toBe(1)
  })

  it('saves one after another, each on top of the one before, and sends when that is done', async () => {
    const { form, deliver, onPage } = start()
    const answered: (() => void)[] = []
    const revisions: (number | null)[] = []
    const save = (_: unknown, page: number, revision: number | null) => {
      revisions.push(revision)
      const saved = { kind: 'saved' as const, revision: page + 10, savedAt: receipt.submittedAt }
      return new Promise<typeof saved>((resolve) => answered.push(() => resolve(saved)))
    }
    const store = new FillingStore('link', form, { storage: window.localStorage, deliver, onPage, save })
    store.answer('name', 'Ana')
    store.answer('audited', false)
    for (const page of [1, 2, 1]) store.show(page)
    const sending = store.send()
    await vi.waitFor(() => expect(answered.length).toBe(1), patience)
    for (const turn of [1, 2, 3]) {
      await vi.waitFor(() => expect(answered.length).toBe(turn), patience)
      expect(deliver).not.toHaveBeenCalled()
      answered[turn - 1]!()
    }
    await sending
    expect(revisions).toEqual([null, 11, 12])
    expect(deliver).toHaveBeenCalledOnce()
  })

  it('leaves out what was typed for a question that is another one now, and says so', () => {
    const { form, deliver, onPage } = start()
    const kept = { version: 1, draft: { name: 'Ana', audited: true }, page: 0, savedAt: receipt.submittedAt, unsaved: true, revision: 1 }
    window.localStorage.setItem('form-draft.link', JSON.stringify(kept))
    const carriedOver = { fromVersion: 1, toVersion: 2, dropped: [{ field: 'audited', stillAsked: true }], added: [] }
    const draft = { answers: {}, revision: 1, savedAt: receipt.submittedAt, carriedOver }
    const store = new FillingStore('link', { ...form, version: 2, draft }, { storage: window.localStorage, deliver, onPage })
    expect(store.get()).toMatchObject({ draft: { name: 'Ana' }, carriedOver })
    expect(store.get().draft).not.toHaveProperty('audited')
  })

  it('leads from the list of all answers to one question and back to the list', async () => {
    const { store } = await filled()
    expect(store.get().page).toBe(2)
    store.change(0, 'name')
    expect([store.get().page, store.get().wanted]).toEqual([0, '/name'])
    store.answer('name', 'Ben')
    await store.next()
    expect([store.get().page, store.get().changing]).toEqual([2, false])
  })

  it('asks for what has come into view, and sends nothing that has gone out of it', async () => {
    const { store, deliver } = await filled()
    store.goTo(1)
    store.answer('audited', true)
    await store.next()
    expect(store.get().problems.map((problem) => problem.path)).toEqual(['/auditor'])
    store.answer('auditor', 'TÜV')
    store.answer('audited', false)
    await store.next()
    await store.send()
    expect(deliver).toHaveBeenCalledWith({ name: 'Ana', audited: false }, expect.any(String))
  })

  it('drops the draft only when the answers have arrived', async () => {
    const { store } = await filled()
    expect(window.localStorage).toHaveLength(1)
    await store.send()
    expect([store.get().receipt, window.localStorage.length]).toEqual([receipt, 0])
  })

  it('goes on where it was left', async () => {
    const { form } = await filled()
    const again = new FillingStore('link', form, {
      storage: window.localStorage,
      deliver: async () => ({ kind: 'offline' }),
      onPage: () => undefined,
    })
    expect([again.get().page, again.get().draft]).toEqual([2, { name: 'Ana', audited: false }])
  })

  it('waits while there is no connection, with the same key when it tries again', async () => {
    const { store, deliver } = await filled({ kind: 'offline' })
    await store.send()
    expect([store.get().sending.kind, store.get().receipt]).toEqual(['waiting', null])
    await store.send()
    const keys = deliver.mock.calls.map((call) => (call as unknown[])[1])
    expect(keys[0]).toBe(keys[1])
  })

  it('opens the page of what the server found', async () => {
    const { store } = await filled({
      kind: 'invalid',
      findings: [{ path: '/name', code: 'not-on-the-list', message: 'Not on the list.' }],
    })
    await store.send()
    expect([store.get().page, store.get().problems[0]?.message]).toEqual([0, 'Not on the list.'])
  })

  it('leads to what is to be mended on another page, and keeps the rest of it', async () => {
    const { store } = await filled({
      kind: 'invalid',
      findings: [
        { path: '/name', code: 'not-on-the-list', message: 'Not on the list.' },
        { path: '/audited', code: 'too-late', message: 'Too late.' },
      ],
    })
    await store.send()
    store.seek('/audited')
    const { page, wanted, problems } = store.get()
    expect([page, wanted, problems.length]).toEqual([1, '/audited', 2])
    await store.next()
    expect(store.get().page).toBe(2)
  })

  it('tells which page is shown, and of one that goes out of sight what was touched last', async () => {
    const { form, deliver, onPage } = start()
    const told: unknown[] = []
    const store = new FillingStore('link', form, {
      storage: window.localStorage,
      deliver,
      onPage,
      onShow: (page) => told.push(['shown', page]),
      onLeave: (page, _, field) => told.push(['left', page, field]),
    })
    store.answer('name', 'Ana')
    await store.next()
    store.answer('audited', true)
    store.pause()
    expect(told).toEqual([
      ['left', 0, 'name'],
      ['shown', 1],
      ['left', 1, 'audited'],
    ])
  })

  it('says that it was answered before', async () => {
    const { store } = await filled({ kind: 'already' })
    await store.send()
    expect(store.get().outcome).toBe('already')
  })
})
