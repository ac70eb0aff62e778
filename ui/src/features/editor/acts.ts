import { cardHeight, cardWidth, edgeBetween, insertOnEdge, move, newNodeId, snap, stride } from '../../graph/model/acts'
import { defaultConfig, hasInput, outPorts, type TypeFacts } from '../../graph/model/catalogue'
import { freeName } from '../../graph/model/clipboard'
import type { CanvasGroup, CanvasNote, Config, NodeDefinition, Point } from '../../graph/model/definition'
import type { Edit } from '../../graph/model/edit'
import type { Graph } from '../../graph/model/graph'
import { loopAt } from '../../graph/model/loops'
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
  const at = spotOf(graph, place)
  const alone = !('after' in place) && !('edge' in place) && !type.isTrigger
  const parent = alone ? loopAt(graph, containersOf(types), { x: at.x + cardWidth / 2, y: at.y + cardHeight / 2 }) : null
  const node = { ...newNode(graph, type, at), ...(parent ? { parent } : {}) }
  const edits = editsFor(graph, type, node, place)
  act(`Add ${node.name}`, edits)
  select([node.id])
  return node.id
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

function spotOf(graph: Graph, place: Place): Point {
  if (place.at) return place.at
  if ('after' in place) {
    const before = graph.nodes.get(place.after)?.position ?? { x: 0, y: 0 }
    return freeSpot(graph, { x: before.x + stride, y: before.y })
  }
  if ('edge' in place) {
    const edge = graph.edges.get(place.edge)
    const [from, to] = [graph.nodes.get(edge?.from ?? '')?.position, graph.nodes.get(edge?.to ?? '')?.position]
    if (from && to) return freeSpot(graph, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + (to.x - from.x < stride * 1.5 ? 80 : 0) })
  }
  return { x: 0, y: 0 }
}

/** Down from the wanted point until nothing lies there. */
function freeSpot(graph: Graph, wanted: Point): Point {
  const taken = [...graph.nodes.values()].map((node) => node.position)
  const at = { ...wanted }
  while (taken.some((other) => Math.abs(other.x - at.x) < 200 && Math.abs(other.y - at.y) < 64)) at.y += 88
  return at
}

/** Moves steps; a single unconnected one is inserted into the edge, or put into the loop, where it was dropped. */
export function moveSteps(to: ReadonlyMap<string, Point>, onEdge: string | null, types: Types) {
  const { graph } = draft()
  const edits = move(graph, to)
  const id = [...to.keys()][0]
  const node = id === undefined ? undefined : graph.nodes.get(id)
  const edge = onEdge === null ? undefined : graph.edges.get(onEdge)
  const loose = node && ![...graph.edges.values()].some((one) => one.from === node.id || one.to === node.id)
  if (node && edge && loose && to.size === 1 && hasInput(types.get(node.type))) {
    const port = outPorts(node, types.get(node.type))[0] ?? null
    const joins = insertOnEdge(graph, edge.id, node, port).filter((edit) => edit.type !== 'addNode')
    act(`Insert ${node.name}`, [...edits, ...joins])
    return
  }
  const target = id === undefined ? undefined : to.get(id)
  if (node && target && loose && to.size === 1 && !node.parent && !types.get(node.type)?.isTrigger) {
    const middle = { x: target.x + cardWidth / 2, y: target.y + cardHeight / 2 }
    const parent = loopAt(graph, containersOf(types), middle, node.id)
    if (parent) edits.push({ type: 'changeNode', nodeId: node.id, changes: { parent } })
  }
  act(to.size === 1 ? `Move ${node?.name ?? 'a step'}` : `Move ${to.size} steps`, edits)
}

export const configure = (nodeId: string, config: Config, field: string) =>
  act(`Set ${field}`, [{ type: 'configureNode', nodeId, config }], `config:${nodeId}:${field}`)

/** Notes and groups are changed where they stand on the canvas. */
export const drawing = {
  putNote: (note: CanvasNote) => act('Change a note', [{ type: 'putNote', note }]),
  putGroup: (group: CanvasGroup) => act(`Change the group ${group.name}`, [{ type: 'putGroup', group }]),
}
