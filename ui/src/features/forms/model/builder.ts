import { create } from 'zustand'
import { saveForm } from '../../../api/forms'
import { ApiProblem } from '../../../api/problem'
import type { FormDefinition } from '../../../form-view/definition'
import { type Draft, toDraft } from './edits'
import { keepUndo, keptUndo, type Snapshot } from './undoMemory'

export type Saving =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'conflict' }
  | { kind: 'failed'; error: unknown }

type Builder = Snapshot & {
  formId: string | null
  version: number
  chosen: string | null
  past: Snapshot[]
  future: Snapshot[]
  saving: Saving
}

const undoCountMax = 200
const restMs = 700

/** The form being built, with what was undone. Its actions are the functions below. */
export const useBuilder = create<Builder>(() => ({
  formId: null,
  name: '',
  draft: toDraft({ schema: { type: 'object' } }),
  version: 0,
  chosen: null,
  past: [],
  future: [],
  saving: { kind: 'saved' },
}))

let timer: ReturnType<typeof setTimeout> | undefined

/** Takes up a form as the server has it. A form that is open already keeps its draft and its undo. */
export function takeUp(form: { id: string; name: string; version: number; definition: FormDefinition }, anew = false) {
  const open = useBuilder.getState()
  if (open.formId === form.id && !anew) return
  clearTimeout(timer)
  useBuilder.setState({
    formId: form.id,
    name: form.name,
    draft: toDraft(form.definition),
    version: form.version,
    chosen: null,
    ...keptUndo(form.id, form.version),
    saving: { kind: 'saved' },
  })
}

/** One change to the form: undoable, and saved when the hands rest. */
export function edit(change: (draft: Draft) => Draft, choose?: string | null) {
  const { draft, name, past } = useBuilder.getState()
  const next = change(draft)
  if (next === draft) return
  useBuilder.setState({
    draft: next,
    past: [...past, { name, draft }].slice(-undoCountMax),
    future: [],
    ...(choose === undefined ? {} : { chosen: choose }),
  })
  saveSoon()
}

export function rename(name: string) {
  const { name: before, draft, past } = useBuilder.getState()
  if (name === before) return
  useBuilder.setState({ name, past: [...past, { name: before, draft }].slice(-undoCountMax), future: [] })
  saveSoon()
}

export const choose = (chosen: string | null) => useBuilder.setState({ chosen })

export function undo() {
  const { past, future, name, draft } = useBuilder.getState()
  const before = past.at(-1)
  if (!before) return
  useBuilder.setState({ ...before, past: past.slice(0, -1), future: [{ name, draft }, ...future] })
  saveSoon()
}

export function redo() {
  const { past, future, name, draft } = useBuilder.getState()
  const after = future[0]
  if (!after) return
  useBuilder.setState({ ...after, past: [...past, { name, draft }], future: future.slice(1) })
  saveSoon()
}

function saveSoon() {
  if (useBuilder.getState().saving.kind === 'conflict') return
  useBuilder.setState({ saving: { kind: 'waiting' } })
  clearTimeout(timer)
  timer = setTimeout(() => void save(), restMs)
}

/** Saves what is not saved yet; one request at a time, and never over the change of another. */
export async function save(): Promise<void> {
  clearTimeout(timer)
  const { formId, name, draft, version, saving } = useBuilder.getState()
  if (formId === null || saving.kind === 'saved' || saving.kind === 'saving' || saving.kind === 'conflict') return
  useBuilder.setState({ saving: { kind: 'saving' } })
  try {
    const saved = await saveForm(formId, { name, definition: draft }, version)
    const now = useBuilder.getState()
    if (now.formId !== formId) return
    const changedMeanwhile = now.draft !== draft || now.name !== name
    useBuilder.setState({ version: saved.version, saving: { kind: changedMeanwhile ? 'waiting' : 'saved' } })
    if (!changedMeanwhile) keepUndo(formId, saved.version, now.past, now.future)
    if (changedMeanwhile) await save()
  } catch (error) {
    const conflict = error instanceof ApiProblem && error.status === 412
    useBuilder.setState({ saving: conflict ? { kind: 'conflict' } : { kind: 'failed', error } })
  }
}

/** Puts the draft over the version that another has saved meanwhile. */
export async function saveOver(version: number) {
  useBuilder.setState({ version, saving: { kind: 'waiting' } })
  await save()
}
