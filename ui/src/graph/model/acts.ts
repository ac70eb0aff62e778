import { groupKey, membersOf, moveDrawn, noteKey } from './drawing'
import type { EdgeDefinition, NodeDefinition, Point } from './definition'
import type { Edit } from './edit'
import { childrenOf, edgesAt, edgesInto, edgesOutOf, type Graph, insideOf, reaches } from './graph'

export const cardWidth = 200
export const cardHeight = 56
export const grid = 8
/** Room between the left edges of a node and the one that follows it. */
export const stride = cardWidth + 72

export const snap = ({ x, y }: Point): Point => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid })

/** A new id that says what it is: "sendForm", "sendForm2". Expressions name steps by it. */
export function newNodeId(type: string, taken: Taken, numbers?: Numbers): string {
  const stem = type.charAt(0).toLowerCase() + type.slice(1).replace(/[^A-Za-z0-9]/g, '')
  return taken.has(stem) ? numbered(stem, taken, numbers) : stem
}

export interface Taken {
  has: (text: string) => boolean
}

/** Up to where the numbers behind each stem are known to be taken: whoever names many counts on, and not anew. */
export type Numbers = Map<string, number>

/** The stem with the first number behind it that is free. */
export function numbered(stem: string, taken: Taken, numbers: Numbers = new Map()): string {
  let number = numbers.get(stem) ?? 2
  while (taken.has(`${stem}${number}`)) number++
  numbers.set(stem, number)
  return `${stem}${number}`
}

/** What the server takes: WorkflowLimits.IdLengthMax. */
const idLengthMax = 64

export function edgeBetween(from: string, fromPort: string, to: string): EdgeDefinition {
  const whole = `e-${from}-${fromPort}-${to}`
  const id = whole.length <= idLengthMax ? whole : `${whole.slice(0, idLengthMax - 8)}-${shortHash(whole)}`
  return { id, from, fromPort, to }
}

/** Seven letters and digits that tell long texts with the same beginning apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(36).padStart(7, '0').slice(-7)
}

/** Why these two cannot be joined; null when they can. */
export function whyNotConnect(graph: Graph, from: string, to: string): string | null {
  if (from === to) return 'A step cannot follow itself.'
  const [source, target] = [graph.nodes.get(from), graph.nodes.get(to)]
  if (!source || !target) return 'One of the two steps is gone.'
  if ((source.parent ?? null) !== (target.parent ?? null)) return 'Steps inside a loop connect only to steps of the same loop.'
  if (reaches(graph, to, from)) return 'That would go round in a circle. Use a Loop to repeat steps.'
  return null
}

/** Removes nodes with the bodies of loops among them. With `heal`, what came before is joined to what came after. */
export function remove(graph: Graph, nodeIds: readonly string[], heal = false): Edit[] {
  const gone = new Set<string>()
  const take = (id: string) => {
    if (gone.has(id)) return
    gone.add(id)
    for (const child of childrenOf(graph, id)) take(child.id)
  }
  // A folded group stands for its steps; the frame of an open one does not.
  for (const id of nodeIds)
    if (graph.groups.get(groupKey.of(id))?.collapsed) membersOf(graph, groupKey.of(id)).forEach(take)
    else take(id)
  const removed: Edit[] = [...gone].flatMap((id): Edit[] => {
    if (graph.nodes.has(id)) return [{ type: 'removeNode', nodeId: id }]
    return graph.notes.has(noteKey.of(id)) ? [{ type: 'removeNote', noteId: noteKey.of(id) }] : []
  })
  return heal ? [...removed, ...healing(graph, gone)] : removed
}

function healing(graph: Graph, gone: ReadonlySet<string>): Edit[] {
  const joins = new Map<string, Edit>()
  // Each step is passed once: of ways that part and meet again there are twice as many with every such place.
  const ends = (first: string): Iterable<string> => {
    const found = new Set<string>()
    const seen = new Set([first])
    for (const id of seen) for (const { to } of edgesOutOf(graph, id)) (gone.has(to) ? seen : found).add(to)
    return found
  }
  for (const edge of graph.edges.values()) {
    if (gone.has(edge.from) || !gone.has(edge.to)) continue
    for (const to of ends(edge.to)) {
      const join = edgeBetween(edge.from, edge.fromPort, to)
      const source = graph.nodes.get(edge.from)?.parent ?? null
      if (source === (graph.nodes.get(to)?.parent ?? null)) joins.set(join.id, { type: 'connect', edge: join })
    }
  }
  return [...joins.values()]
}

/** Puts a node into an edge: what the edge led to now follows the new node. */
export function insertOnEdge(graph: Graph, edgeId: string, node: NodeDefinition, outPort: string | null): Edit[] {
  const edge = graph.edges.get(edgeId)
  if (!edge) return [{ type: 'addNode', node }]
  const parent = graph.nodes.get(edge.from)?.parent
  const placed = parent ? { ...node, parent } : node
  return [
    { type: 'addNode', node: placed },
    { type: 'disconnect', edgeId },
    { type: 'connect', edge: edgeBetween(edge.from, edge.fromPort, node.id) },
    ...(outPort === null ? [] : [{ type: 'connect' as const, edge: edgeBetween(node.id, outPort, edge.to) }]),
  ]
}

/** Moves steps, notes, and groups with all that is in them; the body of a loop goes along. */
export const move = (graph: Graph, to: ReadonlyMap<string, Point>): Edit[] =>
  [...withBodies(graph, to)].flatMap(([nodeId, position]): Edit[] => {
    const now = graph.nodes.get(nodeId)?.position
    if (!now) return moveDrawn(graph, nodeId, position)
    return now.x === position.x && now.y === position.y ? [] : [{ type: 'moveNode', nodeId, position }]
  })

function withBodies(graph: Graph, to: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const all = new Map(to)
  for (const [id, at] of to) {
    const from = graph.nodes.get(id)?.position
    if (!from) continue
    for (const inner of insideOf(graph, [id]))
      if (!all.has(inner)) {
        const { x, y } = graph.nodes.get(inner)!.position
        all.set(inner, { x: x + at.x - from.x, y: y + at.y - from.y })
      }
  }
  return all
}

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

export function align(graph: Graph, nodeIds: readonly string[], how: Alignment): Edit[] {
  const nodes = nodeIds.flatMap((id) => graph.nodes.get(id) ?? [])
  if (nodes.length < 2) return []
  const axis = how === 'left' || how === 'centre' || how === 'right' ? 'x' : 'y'
  const values = nodes.map((node) => node.position[axis])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const at =
    how === 'left' || how === 'top' ? low : how === 'right' || how === 'bottom' ? high : Math.round((low + high) / 2 / grid) * grid
  return move(graph, new Map(nodes.map((node) => [node.id, { ...node.position, [axis]: at }])))
}

export function distribute(graph: Graph, nodeIds: readonly string[], axis: 'x' | 'y'): Edit[] {
  const nodes = nodeIds
    .flatMap((id) => graph.nodes.get(id) ?? [])
    .sort((a, b) => a.position[axis] - b.position[axis])
  const [first, last] = [nodes[0], nodes.at(-1)]
  if (!first || !last || nodes.length < 3) return []
  const gap = (last.position[axis] - first.position[axis]) / (nodes.length - 1)
  return move(
    graph,
    new Map(nodes.map((node, index) => [node.id, { ...node.position, [axis]: Math.round(first.position[axis] + gap * index) }])),
  )
}

/** All that come before (or after) the given nodes, themselves included. */
export function along(graph: Graph, nodeIds: readonly string[], direction: 'before' | 'after'): string[] {
  const found = new Set(nodeIds)
  const open = [...nodeIds]
  while (open.length > 0) {
    const id = open.pop()!
    const next =
      direction === 'before' ? edgesInto(graph, id).map((edge) => edge.from) : edgesOutOf(graph, id).map((edge) => edge.to)
    for (const other of next)
      if (!found.has(other)) {
        found.add(other)
        open.push(other)
      }
  }
  return [...found]
}

/** The node that an arrow key leads to: along edges first, then to the nearest in that direction. */
export function neighbour(graph: Graph, nodeId: string, key: 'left' | 'right' | 'up' | 'down'): string | null {
  const here = graph.nodes.get(nodeId)
  if (!here) return null
  const linked = new Set(
    edgesAt(graph, nodeId).map((edge) => (edge.from === nodeId ? edge.to : edge.from)),
  )
  let best: { id: string; cost: number } | null = null
  for (const node of graph.nodes.values()) {
    if (node.id === nodeId) continue
    const dx = node.position.x - here.position.x
    const dy = node.position.y - here.position.y
    const [ahead, aside] = { left: [-dx, dy], right: [dx, dy], up: [-dy, dx], down: [dy, dx] }[key] as [number, number]
    if (ahead <= 0) continue
    const horizontal = key === 'left' || key === 'right'
    const cost = ahead + Math.abs(aside) * 2 - (linked.has(node.id) && horizontal ? 10_000 : 0)
    if (best === null || cost < best.cost) best = { id: node.id, cost }
  }
  return best?.id ?? null
}
