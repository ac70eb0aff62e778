import { create } from 'zustand'
import type { Problem, Workflow } from '../../../api/workflows'
import type { Edit } from '../../../graph/model/edit'
import { applyAll, emptyGraph, type Graph, graphOf } from '../../../graph/model/graph'
import { isThere } from '../../../graph/model/drawing'
import { emptyHistory, type History, perform, redo, together, undo } from '../../../graph/model/history'
import { type Conflict, keepMine, mergeEdits } from '../../../graph/merge/merge'
import { effective } from '../../../graph/merge/over'
import { historyWithIds } from '../../../graph/merge/rename'
import { type KeptUndo, recallUndo, rememberUndo, rememberUnsent, type Unsent } from './memory'

export type SyncState = 'saved' | 'saving' | 'offline' | 'refused'

export interface Draft {
  workflowId: string
  /** Who draws. */
  person: string
  /** The version of the stream that the graph without its pending edits is. */
  version: number
  graph: Graph
  /** What the server has: the graph without what is on its way or waits to be sent. */
  base: Graph
  /** What another set otherwise at the same time, until somebody chooses. */
  conflicts: readonly Conflict[]
  history: History
  /** When the newest act was done or taken back. */
  actedAt: number
  pending: readonly Edit[]
  sending: readonly Edit[]
  /** Whether the last act was a letter of many: what follows at once belongs to the same edit. */
  typing: boolean
  sync: SyncState
  editable: boolean
  selection: readonly string[]
  selectedEdge: string | null
  problems: readonly Problem[]
}

const empty: Draft = {
  workflowId: '',
  person: '',
  version: 0,
  graph: emptyGraph,
  base: emptyGraph,
  conflicts: [],
  history: emptyHistory,
  actedAt: 0,
  pending: [],
  sending: [],
  typing: false,
  sync: 'saved',
  editable: false,
  selection: [],
  selectedEdge: null,
  problems: [],
}

/** The unsaved draft: the one store of the editor. What is saved is in the query cache. */
export const useDraft = create<Draft>(() => empty)

export const draft = () => useDraft.getState()

/** Keeps what is not sent, and what is not decided, beyond a reload. */
export function keepUnsent() {
  const { person, workflowId, version, sending, pending, conflicts, editable } = draft()
  // Who may only look for now may have left something when they could do more.
  if (editable) rememberUnsent({ person, workflowId }, { version, edits: [...sending, ...pending], conflicts })
}

/** What a page had not sent when it was left. */
export interface Rest extends Unsent {
  /** The workflow as it was when that was done, where others have changed it since. */
  base?: Workflow | null
}

export interface Opening {
  person: string
  editable: boolean
  /** Of every page that was left, oldest first. */
  rests?: readonly Rest[]
  wayBack?: KeptUndo | null
}

export function openDraft(workflow: Workflow, { person, editable, rests = [], wayBack = null }: Opening) {
  const server = graphOf(workflow.name, workflow.definition)
  const { history, at: actedAt } = recallUndo({ person, workflowId: workflow.id }, wayBack)
  useDraft.setState({
    ...empty,
    workflowId: workflow.id,
    person,
    version: workflow.version,
    graph: server,
    base: server,
    history,
    actedAt,
    editable,
  })
  if (!editable || rests.length === 0) return
  for (const rest of rests) layOn(rest)
  keepUnsent()
}

/** Lays what was not sent on top of the draft; what is there otherwise by now, also from another page, is a question. */
function layOn({ edits, conflicts: open, base: then }: Rest) {
  const { graph, base, pending, conflicts, history } = draft()
  const from = then ? graphOf(then.name, then.definition) : base
  const merged = mergeEdits(from, graph, effective(from, edits))
  const found = [...open, ...merged.conflicts]
  useDraft.setState({
    graph: applyAll(graph, merged.edits),
    pending: [...pending, ...merged.edits],
    conflicts: [...conflicts.filter((old) => !found.some((one) => one.id === old.id)), ...found],
    ...(merged.renamed.size > 0 ? { history: historyWithIds(history, merged.renamed) } : {}),
  })
}

const mergeWithinMs = 1_500
let lastAct = { key: '', at: 0 }

/**
 * Does something to the draft. Acts with the same `merge` key in quick succession, such as the letters of a name, are
 * taken back as one.
 */
export function act(label: string, edits: readonly Edit[], merge = '') {
  const { graph, history, editable } = draft()
  if (!editable || edits.length === 0) return
  const step = perform(graph, history, label, edits)
  if (!step) return
  const now = performance.now()
  const previous = history.past.at(-1)
  const merges = merge !== '' && lastAct.key === merge && now - lastAct.at < mergeWithinMs && previous !== undefined
  lastAct = { key: merge, at: now }
  const done = step.history.past.at(-1)!
  const past = merges
    ? [...history.past.slice(0, -1), { ...previous, edits }]
    : [...step.history.past.slice(0, -1), { ...done, at: Date.now() }]
  changed(step.graph, { past, future: [] }, step.edits, merge !== '')
}

export const undoAct = () => walk(undo)
export const redoAct = () => walk(redo)

function walk(way: typeof undo) {
  const { graph, history, editable } = draft()
  const step = editable ? way(graph, history) : null
  lastAct = { key: '', at: 0 }
  if (step) changed(step.graph, step.history, step.edits)
}

function changed(graph: Graph, history: History, edits: readonly Edit[], typing = false) {
  const before = draft()
  const selection = before.selection.filter((id) => isThere(graph, id))
  const selectedEdge = before.selectedEdge && graph.edges.has(before.selectedEdge) ? before.selectedEdge : null
  const pending = [...before.pending, ...edits]
  useDraft.setState({ graph, history, actedAt: Date.now(), pending, typing, selection, selectedEdge })
  keepUnsent()
  keepWayBack(pending.length === 0 && before.sync === 'saved')
}

/** Keeps the way back beyond a reload, and tells other tabs of it when the server has what it leads back from. */
export function keepWayBack(sent: boolean) {
  const { person, workflowId, history, actedAt: at } = draft()
  rememberUndo({ person, workflowId }, { history, at, sent })
}

/** Another tab of the same person went on: what was done there is taken back here too, and nothing done here is forgotten. */
export function takeWayBack({ history: theirs, at }: KeptUndo) {
  const { history: mine, actedAt } = draft()
  const isNewer = at >= actedAt
  const history = isNewer ? together(theirs, mine) : together(mine, theirs)
  lastAct = { key: '', at: 0 }
  useDraft.setState({ history, actedAt: Math.max(at, actedAt) })
}

export const select = (nodeIds: readonly string[], edgeId: string | null = null) =>
  useDraft.setState({ selection: nodeIds, selectedEdge: edgeId })

/** The state of the server, with what is not sent yet on top, as far as it still fits. */
export function rebase(name: string, definition: Workflow['definition'], version: number) {
  const { base, sending, pending, selection, conflicts, history } = draft()
  const theirs = graphOf(name, definition)
  const merged = mergeEdits(base, theirs, [...sending, ...pending])
  const graph = applyAll(theirs, merged.edits)
  const others = conflicts.filter((old) => !merged.conflicts.some((one) => one.id === old.id))
  useDraft.setState({
    graph,
    base: theirs,
    version,
    sending: [],
    pending: merged.edits,
    conflicts: [...others, ...merged.conflicts],
    selection: selection.map((id) => merged.renamed.get(id) ?? id).filter((id) => isThere(graph, id)),
    ...(merged.renamed.size > 0 ? { history: historyWithIds(history, merged.renamed) } : {}),
  })
  keepUnsent()
}

/** Ends a conflict: mine is done anew, as an act that can be taken back; theirs stands already. */
export function resolve(conflict: Conflict, keep: 'mine' | 'theirs') {
  useDraft.setState({ conflicts: draft().conflicts.filter((one) => one.id !== conflict.id) })
  if (keep === 'mine') act(`Keep my ${conflict.field}`, keepMine(conflict, draft().graph))
  keepUnsent()
}
