import type { StoreApi } from 'zustand'
import { readForm, saveForm } from '../../../api/forms'
import { ApiProblem } from '../../../api/problem'
import { rememberUnsaved, type Step, sinceSaved, type Unsaved } from './unsaved'

export type Saving =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict' }
  | { kind: 'failed'; error: unknown }

/** What is saved of a form: its newest state, and the steps before it that are not saved yet. */
export interface Work extends Unsaved {
  person: string
  saving: Saving
}

const restMs = 700
const retryMs = 3_000

/** What is kept of it beyond the page: nothing once it is saved. */
export function remember(formId: string, { person, version, name, draft, unsaved, saving }: Work) {
  rememberUnsaved({ person, formId }, saving.kind === 'saved' ? null : { version, name, draft, unsaved })
}

/**
 * Saves forms step by step: of each one request at a time, and never over the change of another. A form that is left while
 * something of it is on its way, or waits for it, is saved to its end beside the one that is open.
 */
export function saverOf(open: StoreApi<Work & { formId: string | null }>) {
  const left = new Map<string, Work>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Map<string, Promise<void>>()

  const workOn = (formId: string): Work | undefined => (open.getState().formId === formId ? open.getState() : left.get(formId))

  function become(formId: string, change: Partial<Work>) {
    if (open.getState().formId === formId) return open.setState(change)
    const work = { ...left.get(formId)!, ...change }
    remember(formId, work)
    // What cannot be saved by itself waits in this browser for the form to be opened again.
    if (work.saving.kind === 'waiting' || work.saving.kind === 'saving' || work.saving.kind === 'offline') left.set(formId, work)
    else left.delete(formId)
  }

  const stop = (formId: string) => clearTimeout(timers.get(formId))

  function later(formId: string, delayMs: number) {
    stop(formId)
    timers.set(formId, setTimeout(() => void save(formId), delayMs))
  }

  function save(formId: string): Promise<void> {
    const begun = running.get(formId) ?? saveAll(formId).finally(() => running.delete(formId))
    running.set(formId, begun)
    return begun
  }

  async function saveAll(formId: string): Promise<void> {
    stop(formId)
    const saving = workOn(formId)?.saving.kind
    if (saving === undefined || saving === 'saved' || saving === 'conflict') return
    if (saving !== 'offline') become(formId, { saving: { kind: 'saving' } })
    try {
      while (!(await saveStep(formId)));
    } catch (error) {
      if (workOn(formId)) await failed(formId, error)
    }
  }

  /** True when nothing is left to save. */
  async function saveStep(formId: string): Promise<boolean> {
    const { unsaved, name, draft, version } = workOn(formId)!
    const step = unsaved[0] ?? { name, draft }
    const saved = await saveForm(formId, { name: step.name, definition: step.draft }, version)
    const now = workOn(formId)
    if (!now) return true
    const isStep = (one: Step | undefined) => one?.draft === step.draft && one.name === step.name
    const rest = isStep(now.unsaved[0]) ? now.unsaved.slice(1) : now.unsaved
    const isDone = now.saving.kind === 'saved' || (rest.length === 0 && isStep(now))
    become(formId, {
      version: Math.max(saved.version, now.version),
      unsaved: rest,
      saving: { kind: isDone ? 'saved' : 'saving' },
    })
    return isDone
  }

  async function failed(formId: string, error: unknown): Promise<void> {
    const status = error instanceof ApiProblem ? error.status : -1
    if (status === 412 && (await wasSavedBefore(formId))) return saveAll(formId)
    if (!workOn(formId)) return
    const kind = status === 412 ? 'conflict' : status === 0 ? 'offline' : 'failed'
    become(formId, { saving: kind === 'failed' ? { kind, error } : { kind } })
    if (kind === 'offline') later(formId, retryMs)
  }

  /** Whether what stands in the way is a step of mine that was saved, and the answer never came. */
  async function wasSavedBefore(formId: string): Promise<boolean> {
    const newest = await readForm(formId).catch(() => null)
    const work = workOn(formId)
    if (!newest || !work || newest.version <= work.version) return false
    const rest = sinceSaved(work, newest)
    if (rest?.version === work.version) return false
    const { version } = newest
    become(formId, rest ? { version, unsaved: rest.unsaved } : { version, unsaved: [], saving: { kind: 'saved' } })
    return true
  }

  function saveSoon() {
    const { formId, saving } = open.getState()
    if (formId === null || saving.kind === 'conflict' || saving.kind === 'saving' || saving.kind === 'offline') return
    open.setState({ saving: { kind: 'waiting' } })
    later(formId, restMs)
  }

  /** Another form is open now: what is not saved of the one before is saved at once. */
  function leave({ formId, person, version, name, draft, unsaved, saving }: Work & { formId: string | null }) {
    if (formId === null || saving.kind === 'saved' || saving.kind === 'conflict') return
    left.set(formId, { person, version, name, draft, unsaved, saving })
    void save(formId)
  }

  /** What was left of a form that is opened again: what is on its way still comes last, and once. */
  function takeBack(formId: string, rests: readonly Unsaved[]): readonly Unsaved[] {
    const work = left.get(formId)
    if (!work) return rests
    left.delete(formId)
    const textOf = ({ name, draft }: Unsaved) => JSON.stringify([name, draft])
    return [...rests.filter((rest) => textOf(rest) !== textOf(work)), work]
  }

  // Back in touch, nobody has to ask for it.
  if (typeof window !== 'undefined')
    window.addEventListener('online', () => {
      for (const formId of [open.getState().formId, ...left.keys()])
        if (formId !== null && workOn(formId)?.saving.kind === 'offline') later(formId, 0)
    })

  return { save, saveSoon, stop, leave, takeBack }
}
