import type { CanvasGroup, CanvasNote, NodeDefinition, Point } from './definition'
import type { Edit } from './edit'
import { type Graph, insideOf } from './graph'

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
  const left = leaveGroups(graph, wanted)
  const name = `Group ${graph.groups.size + 1}`
  return { edits: [...left, { type: 'putGroup', group: { id: groupId, name, nodeIds: wanted, collapsed: false } }], groupId }
}

/** Puts steps into a group that is there already; they leave the one they were in. */
export function joinGroup(graph: Graph, groupId: string, nodeIds: readonly string[]): Edit[] {
  const group = graph.groups.get(groupId)
  const fresh = nodeIds.filter((id) => !group?.nodeIds.includes(id))
  if (!group || fresh.length === 0) return []
  return [...leaveGroups(graph, fresh), { type: 'putGroup', group: { ...group, nodeIds: [...group.nodeIds, ...fresh] } }]
}

/** Takes steps out of their groups. A group without steps is gone. */
export const leaveGroups = (graph: Graph, nodeIds: readonly string[]): Edit[] =>
  [...graph.groups.values()].flatMap((old): Edit[] => {
    const rest = old.nodeIds.filter((id) => !nodeIds.includes(id))
    if (rest.length === old.nodeIds.length) return []
    return rest.length === 0 ? [{ type: 'removeGroup', groupId: old.id }] : [{ type: 'putGroup', group: { ...old, nodeIds: rest } }]
  })

/** The open group in whose frame a point lies, as it stands without the steps that are being moved. */
export function groupAt(graph: Graph, at: Point, moving: ReadonlySet<string>, card: { width: number; height: number }) {
  return [...graph.groups.values()].find((group) => {
    const resting = group.nodeIds.filter((id) => graph.nodes.has(id) && !moving.has(id))
    if (group.collapsed || resting.length === 0) return false
    const { x, y, width, height } = frameAround(graph, resting, card)
    return at.x >= x && at.y >= y && at.x <= x + width && at.y <= y + height
  })
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

export const frameOfGroup = (graph: Graph, groupId: string, card: { width: number; height: number }) =>
  frameAround(graph, membersOf(graph, groupId), card)

function frameAround(graph: Graph, nodeIds: readonly string[], card: { width: number; height: number }) {
  const spots = nodeIds.map((id) => graph.nodes.get(id)!.position)
  const [xs, ys] = [spots.map((at) => at.x), spots.map((at) => at.y)]
  const [x, y] = [Math.min(...xs) - padding, Math.min(...ys) - headRoom]
  return { x, y, width: Math.max(...xs) + card.width + padding - x, height: Math.max(...ys) + card.height + padding - y }
}

/** Moves a note, or a group by moving its steps. */
export function moveDrawn(graph: Graph, key: string, to: Point): Edit[] {
  const note = graph.notes.get(noteKey.of(key))
  if (note) return note.x === to.x && note.y === to.y ? [] : [{ type: 'putNote', note: { ...note, x: to.x, y: to.y } }]
  if (!graph.groups.has(groupKey.of(key))) return []
  const from = cornerOf(graph, groupKey.of(key))
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  if (dx === 0 && dy === 0) return []
  const members = membersOf(graph, groupKey.of(key))
  return [...members, ...insideOf(graph, members)].map((nodeId) => {
    const { x, y } = graph.nodes.get(nodeId)!.position
    return { type: 'moveNode', nodeId, position: { x: x + dx, y: y + dy } }
  })
}
