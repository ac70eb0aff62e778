import { same } from '../model/difference'
import type { Edit } from '../model/edit'
import { apply, type Graph } from '../model/graph'
import { newHands } from '../model/hands/hands'
import { withGroup } from './together'

/** The edits that still do something, one after the other: the others would be refused by the server. */
export function effective(graph: Graph, edits: readonly Edit[]): Edit[] {
  const hands = newHands()
  let at = graph
  return edits.filter((edit) => {
    const next = apply(at, edit, hands)
    const does = next !== at
    at = next
    return does
  })
}

/**
 * Walks back or forth over what others did since: a value moves only while it still is as I left it. `left` holds the
 * edits that made it so, `edits` those that lead away from there.
 */
export function overOthers(graph: Graph, edits: readonly Edit[], left: readonly Edit[]): Edit[] {
  const hands = newHands()
  let at = graph
  const moved: Edit[] = []
  // What the act itself brought or took away has no state of before to compare with.
  const rebuilt = new Set([...edits, ...left].flatMap(rebuiltBy))
  for (const edit of edits) {
    const next = rebuilt.has(targetOf(edit)) ? edit : carefully(graph, at, edit, left)
    if (!next) continue
    moved.push(next)
    at = apply(at, next, hands)
  }
  return effective(graph, moved)
}

const covers = (whole: unknown, part: unknown): boolean =>
  typeof whole === 'object' && typeof part === 'object' && whole !== null && part !== null
    ? Object.keys(part).every((name) => same(at(whole, name), at(part, name)))
    : same(whole, part)

const at = (of: object, name: string): unknown => (of as Record<string, unknown>)[name] ?? null

const targetOf = (edit: Edit) => ('nodeId' in edit ? edit.nodeId : edit.type === 'putNote' ? `note:${edit.note.id}` : '')

const rebuiltBy = (edit: Edit): string[] =>
  edit.type === 'addNode'
    ? [edit.node.id]
    : edit.type === 'removeNode'
      ? [edit.nodeId]
      : edit.type === 'removeNote'
        ? [`note:${edit.noteId}`]
        : []

function carefully(before: Graph, now: Graph, edit: Edit, left: readonly Edit[]): Edit | null {
  switch (edit.type) {
    case 'configureNode': {
      const mine = left.findLast((one) => one.type === 'configureNode' && one.nodeId === edit.nodeId)
      const [then, there] = [before.nodes.get(edit.nodeId)?.config, now.nodes.get(edit.nodeId)?.config]
      if (mine?.type !== 'configureNode' || !then || !there) return edit
      const config = { ...there }
      for (const key of new Set([...Object.keys(mine.config), ...Object.keys(edit.config)])) {
        if (same(mine.config[key], edit.config[key]) || !same(then[key], mine.config[key])) continue
        if (edit.config[key] === undefined) delete config[key]
        else config[key] = edit.config[key]
      }
      return { ...edit, config }
    }
    case 'changeNode':
    case 'changeSettings': {
      const mine: Record<string, unknown> = {}
      for (const one of left) if (one.type === edit.type && targetOf(one) === targetOf(edit)) Object.assign(mine, one.changes)
      const then = edit.type === 'changeSettings' ? before.settings : before.nodes.get(edit.nodeId)
      if (!then) return edit
      // The server writes out what a policy leaves open: it is still mine.
      const as = edit.type === 'changeSettings' ? same : covers
      const stands = ([name]: [string, unknown]) => !Object.hasOwn(mine, name) || as(at(then, name), at(mine, name))
      const changes = Object.fromEntries(Object.entries(edit.changes).filter(stands))
      return Object.keys(changes).length > 0 ? { ...edit, changes } : null
    }
    case 'renameNode': {
      const mine = left.findLast((one) => one.type === 'renameNode' && one.nodeId === edit.nodeId)
      return mine?.type === 'renameNode' && before.nodes.get(edit.nodeId)?.name !== mine.name ? null : edit
    }
    case 'moveNode': {
      const mine = left.findLast((one) => one.type === 'moveNode' && one.nodeId === edit.nodeId)
      return mine?.type === 'moveNode' && !same(before.nodes.get(edit.nodeId)?.position, mine.position) ? null : edit
    }
    case 'rename': {
      const mine = left.findLast((one) => one.type === 'rename')
      return mine?.type === 'rename' && before.name !== mine.name ? null : edit
    }
    case 'putNote': {
      const mine = left.findLast((one) => one.type === 'putNote' && one.note.id === edit.note.id)
      return mine?.type === 'putNote' && !same(before.notes.get(edit.note.id), mine.note) ? null : edit
    }
    case 'putGroup': {
      const mine = left.findLast((one) => one.type === 'putGroup' && one.group.id === edit.group.id)
      const there = now.groups.get(edit.group.id)
      if (mine?.type !== 'putGroup' || !there) return edit
      if (same(before.groups.get(edit.group.id), mine.group) || same(there, mine.group)) return edit
      return { ...edit, group: withGroup(there, mine.group, edit.group) }
    }
    default:
      return edit
  }
}
