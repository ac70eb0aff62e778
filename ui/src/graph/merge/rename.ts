import type { Edit } from '../model/edit'
import type { History } from '../model/history'

/** An edit of steps that have got other ids. */
export function withIds(edit: Edit, ids: ReadonlyMap<string, string>): Edit {
  const of = (id: string) => ids.get(id) ?? id
  switch (edit.type) {
    case 'addNode': {
      const { parent } = edit.node
      return { ...edit, node: { ...edit.node, id: of(edit.node.id), ...(parent ? { parent: of(parent) } : {}) } }
    }
    case 'connect':
      return { ...edit, edge: { ...edit.edge, from: of(edit.edge.from), to: of(edit.edge.to) } }
    case 'putGroup':
      return { ...edit, group: { ...edit.group, nodeIds: edit.group.nodeIds.map(of) } }
    case 'changeNode':
      return edit.changes.parent
        ? { ...edit, nodeId: of(edit.nodeId), changes: { ...edit.changes, parent: of(edit.changes.parent) } }
        : { ...edit, nodeId: of(edit.nodeId) }
    case 'moveNode':
    case 'configureNode':
    case 'renameNode':
    case 'removeNode':
      return { ...edit, nodeId: of(edit.nodeId) }
    default:
      return edit
  }
}

export function historyWithIds({ past, future }: History, ids: ReadonlyMap<string, string>): History {
  const all = (edits: readonly Edit[]) => edits.map((edit) => withIds(edit, ids))
  const acts = (list: History['past']) => list.map((act) => ({ ...act, edits: all(act.edits), back: all(act.back) }))
  return { past: acts(past), future: acts(future) }
}
