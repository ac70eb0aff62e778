import { cardHeight, cardWidth, edgeBetween, insertOnEdge, move, newNodeId, snap, stride } from '../../graph/model/acts'
import { defaultConfig, hasInput, outPorts, type TypeFacts } from '../../graph/model/catalogue'
import { freeName } from '../../graph/model/clipboard'
import type { CanvasGroup, CanvasNote, Config, NodeDefinition, Point } from '../../graph/model/definition'
import { groupAt, groupOf, joinGroup } from '../../graph/model/drawing'
import type { Edit } from '../../graph/model/edit'
import { flowOf, type Shape } from '../../graph/ports/flowing'
import type { Graph } from '../../graph/model/graph'
import { loopAt } from '../../graph/model/loops'
import { freeSpot, roomBetween } from '../../graph/model/room'
import { act, draft, select } from './draft/store'

/** Where a new step comes from: after another, into an edge, or free at a point. */
export type Place = { after: string; port: string; at?: Point } | { edge: string; at?: Point } | { at: Point }

export function newNode(graph: Graph, type: TypeFacts, position: Point): NodeDefinition {
  const names = new Set([...graph.nodes.values()].map((node) => node.name))
  return {
    id: newNodeId(type.type, graph.nodes),
    type: type.type,
    name: freeName(type.name, names),
    config: defaultConfig(type),
    position: snap(position),
  }
}

type Types = ReadonlyMap<string, TypeFacts>

const containersOf = (types: Types) => new Set([...types.values()].filter((type) => type.isContainer).map((type) => type.type))

export function addStep(type: TypeFacts, place: Place, types: Types) {
  const { graph } = draft()
  const { at, edits: room } = spotOf(graph, place)
  const alone = !('after' in place) && !('edge' in place) && !type.isTrigger
  const parent = alone ? loopAt(graph, containersOf(types), { x: at.x + cardWidth / 2, y: at.y + cardHeight / 2 }) : null
  const node = { ...newNode(graph, type, at), ...(parent ? { parent } : {}) }
  act(`Add ${node.name}`, [...room, ...editsFor(graph, type, node, place), ...joining(graph, place, node)])
  select([node.id])
  return node.id
}

/** What would come to a step at this place. */
export function arrivingAt(graph: Graph, place: Place, types: Types): Shape | null {
  const edge = 'edge' in place ? graph.edges.get(place.edge) : undefined
  const [from, port] = 'after' in place ? [place.after, place.port] : [edge?.from ?? '', edge?.fromPort ?? '']
  const node = graph.nodes.get(from)
  return node ? flowOf(graph, types).leaving(node, port) : null
}

function editsFor(graph: Graph, type: TypeFacts, node: NodeDefinition, place: Place): Edit[] {
  if ('edge' in place && hasInput(type)) return insertOnEdge(graph, place.edge, node, outPorts(node, type)[0] ?? null)
  if ('after' in place && hasInput(type)) {
    const parent = graph.nodes.get(place.after)?.parent
    return [
      { type: 'addNode', node: parent ? { ...node, parent } : node },
      { type: 'connect', edge: edgeBetween(place.after, place.port, node.id) },
    ]
  }
  return [{ type: 'addNode', node }]
}

/** Between two steps of one group, or let go in its frame, a new step is one of the group too. */
function joining(graph: Graph, place: Place, node: NodeDefinition): Edit[] {
  const edge = 'edge' in place ? graph.edges.get(place.edge) : undefined
  const around = edge && groupOf(graph, edge.from)
  const group = around
    ? (around.nodeIds.includes(edge.to) ? around : undefined)
    : place.at && groupAt(graph, middleOf(node.position), new Set(), card)
  return group ? [{ type: 'putGroup', group: { ...group, nodeIds: [...group.nodeIds, node.id] } }] : []
}

const card = { width: cardWidth, height: cardHeight }
const middleOf = ({ x, y }: Point): Point => ({ x: x + cardWidth / 2, y: y + cardHeight / 2 })

function spotOf(graph: Graph, place: Place): { at: Point; edits: readonly Edit[] } {
  if (place.at) return { at: place.at, edits: [] }
  if ('after' in place) {
    const before = graph.nodes.get(place.after)
    const { x, y } = before?.position ?? { x: 0, y: 0 }
    return { at: freeSpot(graph, { x: x + stride, y }, before?.parent), edits: [] }
  }
  const edge = 'edge' in place ? graph.edges.get(place.edge) : undefined
  return (edge && roomBetween(graph, edge.from, edge.to)) ?? { at: { x: 0, y: 0 }, edits: [] }
}

/** Moves steps; a single unconnected one is inserted into the edge, or put into the loop, where it was dropped. */
export function moveSteps(to: ReadonlyMap<string, Point>, onEdge: string | null, types: Types) {
  const { graph } = draft()
  const edits = move(graph, to)
  const id = [...to.keys()][0]
  const node = id === undefined ? undefined : graph.nodes.get(id)
  const alone = to.size === 1 && node ? node : undefined
  const loose = alone && ![...graph.edges.values()].some((one) => one.from === alone.id || one.to === alone.id)
  if (alone && loose) {
    const into = intoEdge(graph, alone, onEdge, types)
    if (into) return act(`Insert ${alone.name}`, [...edits, ...into])
    edits.push(...intoLoop(graph, alone, to.get(alone.id)!, types))
  }
  act(to.size === 1 ? `Move ${node?.name ?? 'a step'}` : `Move ${to.size} steps`, [...edits, ...intoGroup(graph, to)])
}

function intoEdge(graph: Graph, node: NodeDefinition, edgeId: string | null, types: Types): Edit[] | null {
  const edge = edgeId === null ? undefined : graph.edges.get(edgeId)
  if (!edge || !hasInput(types.get(node.type))) return null
  const port = outPorts(node, types.get(node.type))[0] ?? null
  const parent = graph.nodes.get(edge.from)?.parent ?? null
  return [
    ...(parent === (node.parent ?? null) ? [] : [{ type: 'changeNode' as const, nodeId: node.id, changes: { parent } }]),
    ...insertOnEdge(graph, edge.id, node, port).filter((edit) => edit.type !== 'addNode'),
  ]
}

function intoLoop(graph: Graph, node: NodeDefinition, at: Point, types: Types): Edit[] {
  if (node.parent || types.get(node.type)?.isTrigger) return []
  const parent = loopAt(graph, containersOf(types), middleOf(at), node.id)
  return parent ? [{ type: 'changeNode', nodeId: node.id, changes: { parent } }] : []
}

/** Steps let go in the frame of a group are of the group from then on. */
function intoGroup(graph: Graph, to: ReadonlyMap<string, Point>): Edit[] {
  const moving = new Set(to.keys())
  const joins = new Map<string, string[]>()
  for (const [id, at] of to) {
    const group = graph.nodes.has(id) ? groupAt(graph, middleOf(at), moving, card) : undefined
    if (group) joins.set(group.id, [...(joins.get(group.id) ?? []), id])
  }
  const into = [...joins]
  return into.length === 1 ? joinGroup(graph, into[0]![0], into[0]![1]) : []
}

export const configure = (nodeId: string, config: Config, field: string) =>
  act(`Set ${field}`, [{ type: 'configureNode', nodeId, config }], `config:${nodeId}:${field}`)

export function cut(edgeId: string) {
  const { nodes, edges } = draft().graph
  const [from, to] = [edges.get(edgeId)?.from ?? '', edges.get(edgeId)?.to ?? '']
  act(`Disconnect ${nodes.get(from)?.name} from ${nodes.get(to)?.name}`, [{ type: 'disconnect', edgeId }])
}

/** Notes and groups are changed where they stand on the canvas. */
export const drawing = {
  putNote: (note: CanvasNote) => act('Change a note', [{ type: 'putNote', note }]),
  putGroup: (group: CanvasGroup) => act(`Change the group ${group.name}`, [{ type: 'putGroup', group }]),
}
