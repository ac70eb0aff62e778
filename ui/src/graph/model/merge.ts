import type { NodeDefinition } from './definition'
import { same } from './difference'
import type { Edit, NodeChanges } from './edit'
import { apply, type Graph } from './graph'

/** Two people set the same thing at the same time. Theirs stands; mine is kept until somebody chooses. */
export interface Conflict {
  id: string
  /** What it is about: the name of a step, or of the workflow. */
  about: string
  field: string
  mine: unknown
  theirs: unknown
  /** The edits that put mine in the place of theirs. */
  keepMine: (graph: Graph) => readonly Edit[]
}

export interface Merged {
  edits: readonly Edit[]
  conflicts: readonly Conflict[]
}

/**
 * What is left to do of my edits after others were faster. What touches other things is done as it was meant; a setting
 * that others set otherwise since is left as they have it, and named as a conflict. Positions are not worth a question.
 */
export function mergeEdits(base: Graph, theirs: Graph, mine: readonly Edit[]): Merged {
  const conflicts = new Map<string, Conflict>()
  const edits: Edit[] = []
  let meant = base
  for (const edit of mine) {
    const { edit: rest, found } = mergeOne(base, theirs, meant, edit)
    meant = apply(meant, edit)
    if (rest) edits.push(rest)
    for (const conflict of found) conflicts.set(conflict.id, conflict)
  }
  return { edits, conflicts: [...conflicts.values()] }
}

interface One {
  edit: Edit | null
  found: Conflict[]
}

function mergeOne(base: Graph, theirs: Graph, meant: Graph, edit: Edit): One {
  if (edit.type === 'rename') {
    if (!clash(base.name, theirs.name, edit.name)) return { edit, found: [] }
    return { edit: null, found: [conflictOf('', 'The workflow', 'name', edit.name, theirs.name, () => [edit])] }
  }
  if (edit.type === 'putNote') {
    const [before, after] = [base.notes.get(edit.note.id), theirs.notes.get(edit.note.id)]
    if (!before || !after || !clash(before.text, after.text, edit.note.text)) return { edit, found: [] }
    return { edit: null, found: [conflictOf(edit.note.id, 'A note', 'text', edit.note.text, after.text, () => [edit])] }
  }
  if (edit.type !== 'renameNode' && edit.type !== 'configureNode' && edit.type !== 'changeNode') return { edit, found: [] }
  const [before, after, now] = [base.nodes.get(edit.nodeId), theirs.nodes.get(edit.nodeId), meant.nodes.get(edit.nodeId)]
  if (!before || !after || !now || before === after) return { edit, found: [] }
  if (edit.type === 'renameNode') {
    if (!clash(before.name, after.name, edit.name)) return { edit, found: [] }
    return { edit: null, found: [conflictOf(edit.nodeId, after.name, 'name', edit.name, after.name, () => [edit])] }
  }
  return edit.type === 'changeNode' ? changes(before, after, edit.nodeId, edit.changes) : config(before, after, now, edit)
}

function changes(before: NodeDefinition, after: NodeDefinition, nodeId: string, wanted: NodeChanges): One {
  const kept: Record<string, unknown> = {}
  const found: Conflict[] = []
  for (const [key, value] of Object.entries(wanted) as [keyof NodeChanges, never][])
    if (clash(before[key] ?? null, after[key] ?? null, value ?? null))
      found.push(conflictOf(nodeId, after.name, key, value, after[key], () => [{ type: 'changeNode', nodeId, changes: { [key]: value } }]))
    else kept[key] = value
  return { edit: Object.keys(kept).length > 0 ? { type: 'changeNode', nodeId, changes: kept } : null, found }
}

/** Settings are sent whole but meant one by one: only what I touched is mine. */
function config(before: NodeDefinition, after: NodeDefinition, now: NodeDefinition, edit: Edit & { type: 'configureNode' }): One {
  const merged = { ...after.config }
  const found: Conflict[] = []
  const keys = new Set([...Object.keys(before.config), ...Object.keys(now.config), ...Object.keys(edit.config)])
  for (const key of keys) {
    const value = edit.config[key]
    if (same(before.config[key], value)) continue
    if (clash(before.config[key], after.config[key], value))
      found.push(
        conflictOf(edit.nodeId, after.name, key, value, after.config[key], (graph) => [
          { ...edit, config: { ...graph.nodes.get(edit.nodeId)?.config, [key]: value } },
        ]),
      )
    else if (value === undefined) delete merged[key]
    else merged[key] = value
  }
  return { edit: same(merged, after.config) ? null : { ...edit, config: merged }, found }
}

const clash = (before: unknown, theirs: unknown, mine: unknown) => !same(before, theirs) && !same(theirs, mine) && !same(before, mine)

const conflictOf = (
  of: string, about: string, field: string, mine: unknown, theirs: unknown, keepMine: Conflict['keepMine'],
): Conflict => ({ id: `${of}/${field}`, about, field, mine, theirs, keepMine })
