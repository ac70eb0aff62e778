import { create } from 'zustand'
import type { Form, UndoHistory } from '../../../api/forms'
import { remember, type Saving, saverOf } from '../saving/saver'
import { laidTogether, type Unsaved } from '../saving/unsaved'
import { type Draft, toDraft } from './edits'
import { settleName } from './naming'
import { typedAt } from './typing'

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
const typingMs = 1_500

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

const saver = saverOf(useBuilder)
const { saveSoon } = saver

const nothing: UndoHistory = { version: 0, past: [], future: [] }

/** What is not saved is kept beyond the page, as often as it changes. */
useBuilder.subscribe((now, before) => {
  const { formId, version, name, draft, unsaved, saving } = now
  const isSame = draft === before.draft && name === before.name && unsaved === before.unsaved && version === before.version
  if (formId === null || formId !== before.formId || (isSame && saving.kind === before.saving.kind)) return
  remember(formId, now)
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
  if (isOpen) saver.stop(form.id)
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
  if (isOpen) return
  saver.leave(open)
  const left = laidTogether(saver.takeBack(form.id, rests), form)
  if (left) goOn(left, server, form.version)
}

/** What was left unsaved is the draft again, and saved, unless somebody else has saved since. */
function goOn({ version, name, draft, unsaved }: Unsaved, server: Snapshot, newest: number) {
  const past = [...useBuilder.getState().past, server, ...unsaved].slice(-undoCountMax)
  const saving: Saving = { kind: version < newest ? 'conflict' : 'waiting' }
  useBuilder.setState({ name, draft, version, unsaved, past, future: [], saving })
  if (saving.kind === 'waiting') void save()
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

/** Saves what is not saved yet of the form that is open. */
export async function save(): Promise<void> {
  const { formId } = useBuilder.getState()
  if (formId !== null) await saver.save(formId)
}

/** Puts the draft over the version that another has saved meanwhile. */
export async function saveOver(version: number) {
  useBuilder.setState({ version, unsaved: [], saving: { kind: 'waiting' } })
  await save()
}
