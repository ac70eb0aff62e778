import type { Edit } from '../model/edit'
import { groupKey, noteKey } from '../model/drawing'
import type { History } from '../model/history'

/** An edit of what has got other ids; notes and groups go by the keys that they have on the canvas. */
export function withIds(edit: Edit, ids: ReadonlyMap<string, string>): Edit {
  const of = (id: string) => ids.get(id) ?? id
  const drawn = (key: typeof noteKey, id: string) => key.of(of(key.for(id)))
  switch (edit.type) {
    case 'addNode': {
      const { parent } = edit.node
      return { ...edit, node: { ...edit.node, id: of(edit.node.id), ...(parent ? { parent: of(parent) } : {}) } }
    }
    case 'connect':
      return { ...edit, edge: { ...edit.edge, from: of(edit.edge.from), to: of(edit.edge.to) } }
    case 'putGroup':
      return { ...edit, group: { ...edit.group, id: drawn(groupKey, edit.group.id), nodeIds: edit.group.nodeIds.map(of) } }
    case 'removeGroup':
      return { ...edit, groupId: drawn(groupKey, edit.groupId) }
    case 'putNote':
      return { ...edit, note: { ...edit.note, id: drawn(noteKey, edit.note.id) } }
    case 'removeNote':
      return { ...edit, noteId: drawn(noteKey, edit.noteId) }
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
