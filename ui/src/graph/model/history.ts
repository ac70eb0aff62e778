import type { Edit } from './edit'
import { applyAll, type Graph, inverseOf } from './graph'
import { effective, overOthers } from '../merge/over'

/** One thing the user did, which may be several edits, with the way back. */
export interface Act {
  readonly label: string
  readonly edits: readonly Edit[]
  readonly back: readonly Edit[]
  /** When it was done: by this and its label an act is known among those of other tabs. */
  readonly at?: number
}

export interface History {
  readonly past: readonly Act[]
  readonly future: readonly Act[]
}

export const emptyHistory: History = { past: [], future: [] }

/** Acts that can be taken back. Beyond it the oldest is forgotten. */
export const undoCountMax = 500

export interface Step {
  graph: Graph
  history: History
  /** What is to be sent. */
  edits: readonly Edit[]
}

export function perform(graph: Graph, history: History, label: string, edits: readonly Edit[]): Step | null {
  const after = applyAll(graph, edits)
  if (after === graph) return null
  const doing = effective(graph, edits)
  const act: Act = { label, edits: doing, back: inverseOf(graph, doing) }
  return { graph: after, history: { past: [...history.past, act].slice(-undoCountMax), future: [] }, edits: doing }
}

/** Takes my last act back; what others changed since stays as they have it. */
export function undo(graph: Graph, history: History): Step | null {
  const act = history.past.at(-1)
  if (!act) return null
  const edits = overOthers(graph, act.back, act.edits)
  return {
    graph: applyAll(graph, edits),
    history: { past: history.past.slice(0, -1), future: [act, ...history.future] },
    edits,
  }
}

export function redo(graph: Graph, history: History): Step | null {
  const act = history.future[0]
  if (!act) return null
  const edits = overOthers(graph, act.edits, act.back)
  const again = { ...act, back: inverseOf(graph, edits) }
  return {
    graph: applyAll(graph, edits),
    history: { past: [...history.past, again], future: history.future.slice(1) },
    edits,
  }
}

/** Two ways back of one person: the newer as it stands, and of the other what the newer does not know, each in its time. */
export function together(newer: History, older: History): History {
  const keyOf = ({ at, label }: Act) => `${at} ${label}`
  const known = new Set([...newer.past, ...newer.future].map(keyOf))
  const more = older.past.filter((act) => act.at !== undefined && !known.has(keyOf(act)))
  if (more.length === 0) return newer
  const past = [...newer.past, ...more].sort((one, other) => (one.at ?? 0) - (other.at ?? 0)).slice(-undoCountMax)
  return { past, future: newer.future }
}

/** Drops edits that a later one of the same kind on the same node makes superfluous, keeping the order of the rest. */
export function squash(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = []
  for (const edit of edits) {
    const last = kept.at(-1)
    const repeats =
      last !== undefined &&
      last.type === edit.type &&
      (edit.type === 'rename' ||
        ((edit.type === 'moveNode' || edit.type === 'configureNode' || edit.type === 'renameNode') &&
          'nodeId' in last &&
          last.nodeId === edit.nodeId) ||
        (edit.type === 'putNote' && last.type === 'putNote' && last.note.id === edit.note.id))
    if (repeats) kept[kept.length - 1] = edit
    else if (edit.type === 'changeSettings' && last?.type === 'changeSettings')
      kept[kept.length - 1] = { ...edit, changes: { ...last.changes, ...edit.changes } }
    else kept.push(edit)
  }
  return kept
}
