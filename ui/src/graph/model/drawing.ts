import type { CanvasGroup, CanvasNote, NodeDefinition, Point } from './definition'
import type { Edit } from './edit'
import type { Graph } from './graph'

// On the canvas notes and groups stand beside steps, under ids that cannot be those of steps.
const keyOf = (prefix: string) => ({
  for: (id: string) => `${prefix}${id}`,
  is: (key: string) => key.startsWith(prefix),
  /** The id behind a key; of another key a text that no id is. */
  of: (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : ':'),
})
export const noteKey = keyOf('note:')
export const groupKey = keyOf('group:')

/** Whether what a key names, a step or something drawn, is still on the canvas. */
export const isThere = (graph: Graph, key: string) =>
  graph.nodes.has(key) || graph.notes.has(noteKey.of(key)) || graph.groups.has(groupKey.of(key))

export const newDrawnId = (stem: string, taken: { has: (id: string) => boolean }) => {
  for (let number = 1; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`
}

export const newNote = (graph: Graph, at: Point, text = ''): CanvasNote => ({
  id: newDrawnId('note', graph.notes),
  text,
  x: Math.round(at.x),
  y: Math.round(at.y),
  width: 240,
  height: 160,
  colour: 'yellow',
})

/** The ids of the steps of a group that are still there. */
export const membersOf = (graph: Graph, groupId: string): string[] =>
  graph.groups.get(groupId)?.nodeIds.filter((id) => graph.nodes.has(id)) ?? []

export const groupOf = (graph: Graph, nodeId: string): CanvasGroup | undefined =>
  [...graph.groups.values()].find((group) => group.nodeIds.includes(nodeId))

/** Puts steps into a group of their own. A step is in one group only, so it leaves the one it was in. */
export function group(graph: Graph, nodeIds: readonly string[]): { edits: Edit[]; groupId: string } {
  const wanted = nodeIds.filter((id) => graph.nodes.has(id))
  const groupId = newDrawnId('group', graph.groups)
  const left = [...graph.groups.values()].flatMap((old): Edit[] => {
    const rest = old.nodeIds.filter((id) => !wanted.includes(id))
    if (rest.length === old.nodeIds.length) return []
    return rest.length === 0 ? [{ type: 'removeGroup', groupId: old.id }] : [{ type: 'putGroup', group: { ...old, nodeIds: rest } }]
  })
  const name = `Group ${graph.groups.size + 1}`
  return { edits: [...left, { type: 'putGroup', group: { id: groupId, name, nodeIds: wanted, collapsed: false } }], groupId }
}

/** The groups that a selection is about: those chosen, and those of chosen steps. */
export const groupsAt = (graph: Graph, selection: readonly string[]): CanvasGroup[] =>
  [...graph.groups.values()].filter(
    (one) => selection.includes(groupKey.for(one.id)) || one.nodeIds.some((id) => selection.includes(id)),
  )

export const fold = (groups: readonly CanvasGroup[], collapsed: boolean): Edit[] =>
  groups.filter((one) => one.collapsed !== collapsed).map((one) => ({ type: 'putGroup', group: { ...one, collapsed } }))

const [padding, headRoom] = [24, 44]

/** Where the frame of a group begins; its folded card stands there too. */
export function cornerOf(graph: Graph, groupId: string): Point {
  const members = membersOf(graph, groupId).map((id) => graph.nodes.get(id) as NodeDefinition)
  if (members.length === 0) return { x: 0, y: 0 }
  return {
    x: Math.min(...members.map((node) => node.position.x)) - padding,
    y: Math.min(...members.map((node) => node.position.y)) - headRoom,
  }
}

export function frameOfGroup(graph: Graph, groupId: string, card: { width: number; height: number }) {
  const { x, y } = cornerOf(graph, groupId)
  const members = membersOf(graph, groupId).map((id) => graph.nodes.get(id) as NodeDefinition)
  const right = Math.max(...members.map((node) => node.position.x)) + card.width + padding
  const bottom = Math.max(...members.map((node) => node.position.y)) + card.height + padding
  return { x, y, width: right - x, height: bottom - y }
}

/** Moves a note, or a group by moving its steps. */
export function moveDrawn(graph: Graph, key: string, to: Point): Edit[] {
  const note = graph.notes.get(noteKey.of(key))
  if (note) return note.x === to.x && note.y === to.y ? [] : [{ type: 'putNote', note: { ...note, x: to.x, y: to.y } }]
  if (!graph.groups.has(groupKey.of(key))) return []
  const from = cornerOf(graph, groupKey.of(key))
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  if (dx === 0 && dy === 0) return []
  return membersOf(graph, groupKey.of(key)).map((nodeId) => {
    const { x, y } = graph.nodes.get(nodeId)!.position
    return { type: 'moveNode', nodeId, position: { x: x + dx, y: y + dy } }
  })
}
