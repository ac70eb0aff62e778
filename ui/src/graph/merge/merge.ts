import { groupBy } from '../../lib/groupBy'
import { newNodeId } from '../model/acts'
import type { CanvasGroup, CanvasNote, NodeDefinition, WorkflowSettings } from '../model/definition'
import { same } from '../model/difference'
import { groupKey, newDrawnId, noteKey } from '../model/drawing'
import type { Edit, NodeChanges } from '../model/edit'
import { apply, applyAll, edgesAt, type Graph } from '../model/graph'
import { effective } from './over'
import { withIds } from './rename'
import { withGroup } from './together'

/** Two people set the same thing at the same time. Theirs stands; mine is kept until somebody chooses. */
export interface Conflict {
  id: string
  /** What it is about: the name of a step, or of the workflow. */
  about: string
  field: string
  mine: unknown
  theirs: unknown
  /** What I did; of settings of a step only the one that is asked about. */
  edits: readonly Edit[]
}

/** The edits that put mine in the place of theirs. */
export const keepMine = ({ edits, field }: Conflict, graph: Graph): readonly Edit[] =>
  edits.map((edit) => {
    if (edit.type !== 'configureNode') return edit
    const { [field]: _, ...others } = graph.nodes.get(edit.nodeId)?.config ?? {}
    return { ...edit, config: { ...others, ...edit.config } }
  })

export interface Merged {
  edits: readonly Edit[]
  conflicts: readonly Conflict[]
  /** Steps, notes and groups of mine that go by another id now, because somebody else was faster to take theirs. */
  renamed: ReadonlyMap<string, string>
}

/**
 * What is left to do of my edits after others were faster. What touches other things is done as it was meant; a setting
 * that others set otherwise since, or a step that one of us deleted, is left as they have it, and named as a conflict.
 * Positions are not worth a question.
 */
export function mergeEdits(base: Graph, theirs: Graph, mine: readonly Edit[]): Merged {
  const renamed = takenIds(base, theirs, mine)
  const meantEdits = renamed.size === 0 ? mine : mine.map((edit) => withIds(edit, renamed))
  const wanted = applyAll(base, meantEdits)
  const conflicts = new Map<string, Conflict>()
  const edits: Edit[] = []
  let meant = base
  for (const edit of meantEdits) {
    const { edit: rest, found, settled = [] } = mergeOne({ base, theirs, meant, wanted }, edit)
    meant = apply(meant, edit)
    if (rest) edits.push(rest)
    for (const id of settled) conflicts.delete(id)
    for (const conflict of found) conflicts.set(conflict.id, conflict)
  }
  return { edits: effective(theirs, edits), conflicts: [...conflicts.values()], renamed }
}

/** Other ids for what I added while somebody else added another under the same id. */
function takenIds(base: Graph, theirs: Graph, mine: readonly Edit[]): ReadonlyMap<string, string> {
  const wanted = applyAll(base, mine)
  const renamed = new Map<string, string>(takenDrawn(base, theirs, mine))
  for (const edit of mine) {
    if (edit.type !== 'addNode' || base.nodes.has(edit.node.id)) continue
    const there = theirs.nodes.get(edit.node.id)
    // Sent once already, and the answer lost: it is mine.
    if (!there || same(there, edit.node) || same(there, wanted.nodes.get(edit.node.id))) continue
    const taken = { has: (id: string) => theirs.nodes.has(id) || wanted.nodes.has(id) || [...renamed.values()].includes(id) }
    renamed.set(edit.node.id, newNodeId(edit.node.type, taken))
  }
  return renamed
}

/** Notes and groups are numbered: whoever draws one at the same time as I do gives it the same number. */
function takenDrawn(base: Graph, theirs: Graph, mine: readonly Edit[]): [string, string][] {
  const notes = groupBy(mine.flatMap((edit) => (edit.type === 'putNote' ? edit.note : [])), (note) => note.id)
  const groups = groupBy(mine.flatMap((edit) => (edit.type === 'putGroup' ? edit.group : [])), (group) => group.id)
  return [
    ...otherNumbers('note', noteKey, base.notes, theirs.notes, notes),
    ...otherNumbers('group', groupKey, base.groups, theirs.groups, groups),
  ]
}

function otherNumbers(
  stem: string,
  key: typeof noteKey,
  base: ReadonlyMap<string, unknown>,
  theirs: ReadonlyMap<string, unknown>,
  mine: ReadonlyMap<string, readonly unknown[]>,
): [string, string][] {
  const taken = new Set([...theirs.keys(), ...mine.keys()])
  return [...mine].flatMap(([id, sent]): [string, string][] => {
    // What is as I sent it is mine: only the answer was lost.
    if (base.has(id) || !theirs.has(id) || sent.some((one) => same(one, theirs.get(id)))) return []
    const other = newDrawnId(stem, taken)
    taken.add(other)
    return [[key.for(id), key.for(other)]]
  })
}

interface Sides {
  base: Graph
  theirs: Graph
  /** What I had before the edit, and what I want after all of them. */
  meant: Graph
  wanted: Graph
}

interface Named {
  name: string
}

interface One {
  edit: Edit | null
  found: Conflict[]
  /** Conflicts that are none any more, because I took back what I did. */
  settled?: string[]
}

const kept = (edit: Edit): One => ({ edit, found: [] })

function mergeOne({ base, theirs, meant, wanted }: Sides, edit: Edit): One {
  switch (edit.type) {
    case 'rename':
      return named(base, theirs, { id: '', name: 'The workflow' }, edit)
    case 'changeSettings':
      return settings(base.settings, theirs.settings, edit.changes)
    case 'putNote': {
      const [before, after] = [base.notes.get(edit.note.id), theirs.notes.get(edit.note.id)]
      return before && after ? note(before, after, edit) : kept(edit)
    }
    case 'putGroup': {
      const [before, after] = [base.groups.get(edit.group.id), theirs.groups.get(edit.group.id)]
      return before && after ? group(before, after, edit) : kept(edit)
    }
    case 'removeNode': {
      const [before, after] = [base.nodes.get(edit.nodeId), theirs.nodes.get(edit.nodeId)]
      if (!before || !after || same(meaning(before), meaning(after))) return kept(edit)
      return { edit: null, found: [conflictOf(edit.nodeId, after.name, 'deletion', 'deleted', shown(after), [edit])] }
    }
    case 'renameNode':
    case 'configureNode':
    case 'changeNode': {
      const [before, after, now] = [base.nodes.get(edit.nodeId), theirs.nodes.get(edit.nodeId), meant.nodes.get(edit.nodeId)]
      if (before && !after) return { edit: null, found: deletedByThem(wanted, edit.nodeId) }
      if (!before || !after || !now || before === after) return kept(edit)
      if (edit.type === 'configureNode') return config(before, after, now, edit)
      if (edit.type === 'changeNode') return behaviour(before, after, edit.changes)
      return named(before, after, after, edit)
    }
    default:
      return kept(edit)
  }
}

const meaning = ({ position: _, ...node }: NodeDefinition) => node

/** What of a step is worth looking at before it is kept or let go. */
const shown = ({ name, config }: NodeDefinition) => ({ name, ...config })

/** I changed a step that they deleted: it can be brought back as I have it, with the ways that led to it and from it. */
function deletedByThem(wanted: Graph, nodeId: string): Conflict[] {
  const node = wanted.nodes.get(nodeId)
  if (!node) return []
  const back: Edit[] = [{ type: 'addNode', node }, ...edgesAt(wanted, nodeId).map((edge): Edit => ({ type: 'connect', edge }))]
  return [conflictOf(nodeId, node.name, 'deletion', shown(node), 'deleted', back)]
}

function named(before: Named, after: Named, about: { id: string; name: string }, edit: Edit & Named): One {
  if (isTakenBack(before.name, after.name, edit.name)) return { edit: null, found: [], settled: [idOf(about.id, 'name')] }
  if (!clash(before.name, after.name, edit.name)) return kept(edit)
  return { edit: null, found: [conflictOf(about.id, about.name, 'name', edit.name, after.name, [edit])] }
}

/** Notes are sent whole but meant one by one: whoever moves one does not bring back its old text. */
function note(before: CanvasNote, after: CanvasNote, edit: Edit & { type: 'putNote' }): One {
  const own = Object.entries(edit.note).filter(([key, value]) => !same(at(before, key), value))
  const mine = { ...edit, note: { ...after, ...Object.fromEntries(own) } as CanvasNote }
  if (isTakenBack(before.text, after.text, edit.note.text)) return { ...kept(mine), settled: [idOf(edit.note.id, 'text')] }
  if (!clash(before.text, after.text, edit.note.text)) return kept(mine)
  const conflict = conflictOf(edit.note.id, 'A note', 'text', edit.note.text, after.text, [mine])
  return { edit: { ...mine, note: { ...mine.note, text: after.text } }, found: [conflict] }
}

/** As with notes: whoever folds a group does not take a step out of it that another has just put in. */
function group(before: CanvasGroup, after: CanvasGroup, edit: Edit & { type: 'putGroup' }): One {
  const key = groupKey.for(edit.group.id)
  const mine = { ...edit, group: withGroup(after, before, edit.group) }
  if (isTakenBack(before.name, after.name, edit.group.name)) return { ...kept(mine), settled: [idOf(key, 'name')] }
  if (!clash(before.name, after.name, edit.group.name)) return kept(mine)
  const conflict = conflictOf(key, after.name, 'name', edit.group.name, after.name, [mine])
  return { edit: { ...mine, group: { ...mine.group, name: after.name } }, found: [conflict] }
}

const settings = (before: WorkflowSettings, after: WorkflowSettings, wanted: WorkflowSettings) =>
  changes(before, after, { id: '', name: 'The workflow' }, wanted, (changes) => ({ type: 'changeSettings', changes }))

const behaviour = (before: NodeDefinition, after: NodeDefinition, wanted: NodeChanges) =>
  changes(before, after, after, wanted, (changes) => ({ type: 'changeNode', nodeId: after.id, changes }))

/** Properties that I set, each by itself: what others set otherwise meanwhile is a conflict, and the rest is done. */
function changes(
  before: object,
  after: object,
  about: { id: string; name: string },
  wanted: object,
  editOf: (changes: Record<string, unknown>) => Edit,
): One {
  const kept: Record<string, unknown> = {}
  const found: Conflict[] = []
  const settled: string[] = []
  for (const [key, value] of Object.entries(wanted) as [string, unknown][])
    if (isTakenBack(at(before, key), at(after, key), value ?? null)) settled.push(idOf(about.id, key))
    else if (clash(at(before, key), at(after, key), value ?? null))
      found.push(conflictOf(about.id, about.name, key, value, at(after, key), [editOf({ [key]: value })]))
    else kept[key] = value
  return { edit: Object.keys(kept).length > 0 ? editOf(kept) : null, found, settled }
}

/** Settings are sent whole but meant one by one: only what I touched is mine. */
function config(
  before: NodeDefinition,
  after: NodeDefinition,
  now: NodeDefinition,
  edit: Edit & { type: 'configureNode' },
): One {
  const merged = { ...after.config }
  const found: Conflict[] = []
  const settled: string[] = []
  const keys = new Set([...Object.keys(before.config), ...Object.keys(now.config), ...Object.keys(edit.config)])
  for (const key of keys) {
    const value = edit.config[key]
    if (isTakenBack(before.config[key], after.config[key], value)) settled.push(idOf(edit.nodeId, key))
    if (same(before.config[key], value)) continue
    if (clash(before.config[key], after.config[key], value))
      found.push(
        conflictOf(edit.nodeId, after.name, key, value, after.config[key], [
          { ...edit, config: value === undefined ? {} : { [key]: value } },
        ]),
      )
    else if (value === undefined) delete merged[key]
    else merged[key] = value
  }
  // Even where it says what they have: it may take back an edit of mine that came before it.
  return { edit: { ...edit, config: merged }, found, settled }
}

const clash = (before: unknown, theirs: unknown, mine: unknown) =>
  !same(before, theirs) && !same(theirs, mine) && !same(before, mine)

/** I am back where I began, and they went on from there: nothing of mine is left to do. */
const isTakenBack = (before: unknown, theirs: unknown, mine: unknown) => same(before, mine) && !same(before, theirs)

const at = (of: object, key: string): unknown => (of as Record<string, unknown>)[key] ?? null

const idOf = (of: string, field: string) => `${of}/${field}`

const conflictOf = (
  of: string,
  about: string,
  field: string,
  mine: unknown,
  theirs: unknown,
  edits: readonly Edit[],
): Conflict => ({ id: idOf(of, field), about, field, mine, theirs, edits })
