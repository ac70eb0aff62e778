import { create } from 'zustand'
import { type Form, readForm, saveForm, type UndoHistory } from '../../../api/forms'
import { ApiProblem } from '../../../api/problem'
import { laidTogether, rememberUnsaved, sinceSaved, type Unsaved } from '../saving/unsaved'
import { type Draft, toDraft } from './edits'
import { settleName } from './naming'
import { typedAt } from './typing'

export type Saving =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict' }
  | { kind: 'failed'; error: unknown }

export type Snapshot = { name: string; draft: Draft }

type Builder = Snapshot & {
  /** Who builds. */
  person: string
  formId: string | null
  version: number
  chosen: string | null
  past: Snapshot[]
  future: Snapshot[]
  saving: Saving
  /** Steps that are done and not saved yet, oldest first: each is saved for itself, so that the log knows the same steps. */
  unsaved: readonly Snapshot[]
  /** The text that is being typed, and until when what is typed there belongs to the same step of undo. */
  typing: { at: string; until: number } | null
  /** Names of fields that stay, because answers may bear them already. */
  settled: ReadonlySet<string>
}

const undoCountMax = 200
const restMs = 700
const typingMs = 1_500
const retryMs = 3_000

/** The form being built, with what was undone. Its actions are the functions below. */
export const useBuilder = create<Builder>(() => ({
  person: '',
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

/** What is not saved is kept beyond the page, as often as it changes. */
useBuilder.subscribe((now, before) => {
  const { person, formId, version, name, draft, unsaved, saving } = now
  const isSame = draft === before.draft && name === before.name && unsaved === before.unsaved && version === before.version
  if (formId === null || formId !== before.formId || (isSame && saving.kind === before.saving.kind)) return
  rememberUnsaved({ person, formId }, saving.kind === 'saved' ? null : { version, name, draft, unsaved })
})

interface Opening {
  person?: string
  history?: UndoHistory
  /** What pages that were left had not saved, oldest first. */
  rests?: readonly Unsaved[]
  /** Whatever is open and not saved falls away. */
  anew?: boolean
}

/**
 * Takes up a form as the server has it, and what can be undone in it, whoever did it where. A form that is open already
 * keeps its draft, unless somebody else has saved since and there is nothing unsaved here.
 */
export function takeUp(form: Form, { person, history = nothing, rests = [], anew = false }: Opening = {}) {
  const open = useBuilder.getState()
  const isOpen = open.formId === form.id
  if (isOpen && !anew && !(open.saving.kind === 'saved' && form.version > open.version)) return
  clearTimeout(timer)
  const steps = history.version === form.version ? history : nothing
  const snapshots = (of: UndoHistory['past']) => of.map(({ name, definition }) => ({ name, draft: toDraft(definition) }))
  const server: Snapshot = { name: form.name, draft: toDraft(form.definition) }
  useBuilder.setState({
    person: person ?? open.person,
    formId: form.id,
    ...server,
    version: form.version,
    chosen: null,
    past: snapshots(steps.past),
    future: snapshots(steps.future),
    saving: { kind: 'saved' },
    unsaved: [],
    typing: null,
    settled: new Set(form.published === null ? [] : Object.keys(form.definition.schema.properties ?? {})),
  })
  const left = isOpen ? null : laidTogether(rests, form)
  if (left) goOn(left, server, form.version)
}

/** What was left unsaved is the draft again, and saved, unless somebody else has saved since. */
function goOn({ version, name, draft, unsaved }: Unsaved, server: Snapshot, newest: number) {
  const past = [...useBuilder.getState().past, server, ...unsaved].slice(-undoCountMax)
  const saving: Saving = { kind: version < newest ? 'conflict' : 'waiting' }
  useBuilder.setState({ name, draft, version, unsaved, past, future: [], saving })
  if (saving.kind === 'waiting') later(0)
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
  if (kind === 'conflict' || kind === 'saving' || kind === 'offline') return
  useBuilder.setState({ saving: { kind: 'waiting' } })
  later(restMs)
}

function later(delayMs: number) {
  clearTimeout(timer)
  timer = setTimeout(() => void save(), delayMs)
}

// Back in touch, nobody has to ask for it.
if (typeof window !== 'undefined')
  window.addEventListener('online', () => useBuilder.getState().saving.kind === 'offline' && later(0))

/** Saves what is not saved yet, step by step; one request at a time, and never over the change of another. */
export function save(): Promise<void> {
  running ??= saveAll().finally(() => (running = undefined))
  return running
}

async function saveAll(): Promise<void> {
  clearTimeout(timer)
  const { formId, saving } = useBuilder.getState()
  if (formId === null || saving.kind === 'saved' || saving.kind === 'conflict') return
  if (saving.kind !== 'offline') useBuilder.setState({ saving: { kind: 'saving' } })
  try {
    while (!(await saveStep(formId)));
  } catch (error) {
    if (useBuilder.getState().formId === formId) await failed(error, formId)
  }
}

async function failed(error: unknown, formId: string): Promise<void> {
  const status = error instanceof ApiProblem ? error.status : -1
  if (status === 412 && (await wasSavedBefore(formId))) return saveAll()
  useBuilder.setState({ saving: status === 412 ? { kind: 'conflict' } : status === 0 ? { kind: 'offline' } : { kind: 'failed', error } })
  if (status === 0) later(retryMs)
}

/** Whether what stands in the way is a step of mine that was saved, and the answer never came. */
async function wasSavedBefore(formId: string): Promise<boolean> {
  const newest = await readForm(formId).catch(() => null)
  const { formId: open, version, name, draft, unsaved } = useBuilder.getState()
  if (!newest || newest.version <= version || open !== formId) return false
  const left = sinceSaved({ version, name, draft, unsaved }, newest)
  if (left?.version === version) return false
  useBuilder.setState(
    left ? { version: newest.version, unsaved: left.unsaved } : { version: newest.version, unsaved: [], saving: { kind: 'saved' } },
  )
  return true
}

/** True when nothing is left to save, or another form is open by now. */
async function saveStep(formId: string): Promise<boolean> {
  const { person, unsaved, name, draft, version } = useBuilder.getState()
  const step = unsaved[0] ?? { name, draft }
  const saved = await saveForm(formId, { name: step.name, definition: step.draft }, version)
  const now = useBuilder.getState()
  if (now.formId !== formId) {
    // What was left with it waits for the form to be opened again.
    const left = unsaved.length > 0 ? { version: saved.version, name, draft, unsaved: unsaved.slice(1) } : null
    rememberUnsaved({ person, formId }, left)
    return true
  }
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
