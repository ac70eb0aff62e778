import { create } from 'zustand'
import { type Form, saveForm, type UndoHistory } from '../../../api/forms'
import { ApiProblem } from '../../../api/problem'
import { type Draft, toDraft } from './edits'
import { settleName } from './naming'
import { typedAt } from './typing'

export type Saving =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'conflict' }
  | { kind: 'failed'; error: unknown }

export type Snapshot = { name: string; draft: Draft }

type Builder = Snapshot & {
  formId: string | null
  version: number
  chosen: string | null
  past: Snapshot[]
  future: Snapshot[]
  saving: Saving
  /** Steps that are done and not saved yet, oldest first: each is saved for itself, so that the log knows the same steps. */
  unsaved: Snapshot[]
  /** The text that is being typed, and until when what is typed there belongs to the same step of undo. */
  typing: { at: string; until: number } | null
  /** Names of fields that stay, because answers may bear them already. */
  settled: ReadonlySet<string>
}

const undoCountMax = 200
const restMs = 700
const typingMs = 1_500

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
  unsaved: [],
  typing: null,
  settled: new Set(),
}))

let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined

const nothing: UndoHistory = { version: 0, past: [], future: [] }

/**
 * Takes up a form as the server has it, and what can be undone in it, whoever did it where. A form that is open already
 * keeps its draft, unless somebody else has saved since and there is nothing unsaved here.
 */
export function takeUp(form: Form, history: UndoHistory = nothing, anew = false) {
  const open = useBuilder.getState()
  const isNewer = open.saving.kind === 'saved' && form.version > open.version
  if (open.formId === form.id && !anew && !isNewer) return
  clearTimeout(timer)
  const steps = history.version === form.version ? history : nothing
  const snapshots = (of: UndoHistory['past']) => of.map(({ name, definition }) => ({ name, draft: toDraft(definition) }))
  useBuilder.setState({
    formId: form.id,
    name: form.name,
    draft: toDraft(form.definition),
    version: form.version,
    chosen: null,
    past: snapshots(steps.past),
    future: snapshots(steps.future),
    saving: { kind: 'saved' },
    unsaved: [],
    typing: null,
    settled: new Set(form.published === null ? [] : Object.keys(form.definition.schema.properties ?? {})),
  })
}

/** One change to the form: undoable, and saved when the hands rest. */
export function edit(change: (draft: Draft) => Draft, choose?: string | null) {
  if (choose !== undefined) settleChosen(choose)
  const { draft, name, past, typing } = useBuilder.getState()
  const next = change(draft)
  if (next === draft) return
  const at = typedAt(draft, next)
  const goesOn = at !== null && typing?.at === at && Date.now() < typing.until && past.length > 0
  useBuilder.setState({
    ...(goesOn ? {} : stepDone()),
    draft: next,
    past: goesOn ? past : [...past, { name, draft }].slice(-undoCountMax),
    future: [],
    typing: at === null ? null : { at, until: Date.now() + typingMs },
    ...(choose === undefined ? {} : { chosen: choose }),
  })
  saveSoon()
}

export function rename(name: string) {
  const { name: before, draft, past, typing } = useBuilder.getState()
  if (name === before) return
  const goesOn = typing?.at === 'name' && Date.now() < typing.until && past.length > 0
  useBuilder.setState({
    ...(goesOn ? {} : stepDone()),
    name,
    past: goesOn ? past : [...past, { name: before, draft }].slice(-undoCountMax),
    future: [],
    typing: { at: 'name', until: Date.now() + typingMs },
  })
  saveSoon()
}

/** What was done so far, if it is not saved yet, is a step of its own. */
function stepDone(): Pick<Builder, 'unsaved'> {
  const { saving, unsaved, name, draft } = useBuilder.getState()
  return { unsaved: saving.kind === 'saved' ? unsaved : [...unsaved, { name, draft }] }
}

export function choose(chosen: string | null) {
  settleChosen(chosen)
  useBuilder.setState({ chosen })
}

/** The field that is left gets a name after its question. It belongs to the step that wrote the question. */
function settleChosen(next: string | null) {
  const { chosen, draft, settled } = useBuilder.getState()
  if (chosen === null || chosen === next || !draft.ui.fields?.[chosen]) return
  const named = settleName(draft, chosen, settled)
  if (named.draft === draft) return
  useBuilder.setState({ draft: named.draft, chosen: named.name, typing: null })
  saveSoon()
}

export function undo() {
  const { past, future, name, draft } = useBuilder.getState()
  const before = past.at(-1)
  if (!before) return
  const done = stepDone()
  useBuilder.setState({ ...before, ...done, past: past.slice(0, -1), future: [{ name, draft }, ...future], typing: null })
  saveSoon()
}

export function redo() {
  const { past, future, name, draft } = useBuilder.getState()
  const after = future[0]
  if (!after) return
  const done = stepDone()
  useBuilder.setState({ ...after, ...done, past: [...past, { name, draft }], future: future.slice(1), typing: null })
  saveSoon()
}

function saveSoon() {
  const { kind } = useBuilder.getState().saving
  if (kind === 'conflict' || kind === 'saving') return
  useBuilder.setState({ saving: { kind: 'waiting' } })
  clearTimeout(timer)
  timer = setTimeout(() => void save(), restMs)
}

/** Saves what is not saved yet, step by step; one request at a time, and never over the change of another. */
export function save(): Promise<void> {
  running ??= saveAll().finally(() => (running = undefined))
  return running
}

async function saveAll(): Promise<void> {
  clearTimeout(timer)
  const { formId, saving } = useBuilder.getState()
  if (formId === null || saving.kind === 'saved' || saving.kind === 'conflict') return
  useBuilder.setState({ saving: { kind: 'saving' } })
  try {
    while (!(await saveStep(formId)));
  } catch (error) {
    const conflict = error instanceof ApiProblem && error.status === 412
    useBuilder.setState({ saving: conflict ? { kind: 'conflict' } : { kind: 'failed', error } })
  }
}

/** True when nothing is left to save, or another form is open by now. */
async function saveStep(formId: string): Promise<boolean> {
  const { unsaved, name, draft, version } = useBuilder.getState()
  const step = unsaved[0] ?? { name, draft }
  const saved = await saveForm(formId, { name: step.name, definition: step.draft }, version)
  const now = useBuilder.getState()
  if (now.formId !== formId) return true
  const left = now.unsaved[0] === step ? now.unsaved.slice(1) : now.unsaved
  const done = left.length === 0 && now.draft === step.draft && now.name === step.name
  useBuilder.setState({ version: saved.version, unsaved: left, saving: { kind: done ? 'saved' : 'saving' } })
  return done
}

/** Puts the draft over the version that another has saved meanwhile. */
export async function saveOver(version: number) {
  useBuilder.setState({ version, unsaved: [], saving: { kind: 'waiting' } })
  await save()
}
