import { groupBy } from '../../lib/groupBy'
import type { CanvasGroup, CanvasNote, EdgeDefinition, NodeDefinition, WorkflowDefinition, WorkflowSettings } from './definition'
import type { Edit } from './edit'
import { canConnect, endsAt, type Hands, newHands, onNode, put, removeNode, withEdge, without, withoutEdges } from './hands/hands'

/** A draft: a value that is never changed, only replaced. */
export interface Graph {
  readonly name: string
  readonly nodes: ReadonlyMap<string, NodeDefinition>
  readonly edges: ReadonlyMap<string, EdgeDefinition>
  readonly settings: WorkflowSettings
  readonly notes: ReadonlyMap<string, CanvasNote>
  readonly groups: ReadonlyMap<string, CanvasGroup>
}

export const emptyGraph: Graph = { name: '', nodes: new Map(), edges: new Map(), settings: {}, notes: new Map(), groups: new Map() }

export const graphOf = (name: string, definition: WorkflowDefinition): Graph => ({
  name,
  nodes: new Map(definition.nodes.map((node) => [node.id, node])),
  edges: new Map(definition.edges.map((edge) => [edge.id, edge])),
  settings: definition.settings ?? {},
  notes: new Map(definition.layout?.notes.map((note) => [note.id, note])),
  groups: new Map(definition.layout?.groups.map((group) => [group.id, group])),
})

export const definitionOf = (graph: Graph): WorkflowDefinition => ({
  nodes: [...graph.nodes.values()],
  edges: [...graph.edges.values()],
  settings: graph.settings,
  ...(graph.notes.size + graph.groups.size > 0 ? { layout: { notes: [...graph.notes.values()], groups: [...graph.groups.values()] } } : {}),
})

/**
 * The graph after an edit. An edit that no longer fits (its node is gone) leaves the graph as it is. Whoever makes many of
 * them one after the other, and keeps only the last graph, does so with the same hands.
 */
export function apply(graph: Graph, edit: Edit, hands: Hands = newHands()): Graph {
  switch (edit.type) {
    case 'addNode':
      return graph.nodes.has(edit.node.id) ? graph : { ...graph, nodes: put(graph.nodes, edit.node.id, edit.node, hands) }
    case 'moveNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, position: edit.position }), hands)
    case 'configureNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, config: edit.config }), hands)
    case 'renameNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, name: edit.name }), hands)
    case 'changeNode':
      return onNode(graph, edit.nodeId, (node) => changed(node, edit.changes), hands)
    case 'removeNode':
      return removeNode(graph, edit.nodeId, hands)
    case 'connect':
      return canConnect(graph, edit.edge, hands) ? { ...graph, edges: withEdge(graph, edit.edge, hands) } : graph
    case 'disconnect': {
      const edge = graph.edges.get(edit.edgeId)
      return edge ? { ...graph, edges: withoutEdges(graph, [edge], hands) } : graph
    }
    case 'changeSettings':
      return { ...graph, settings: changed(graph.settings, edit.changes) }
    case 'rename':
      return { ...graph, name: edit.name }
    case 'putNote':
      return { ...graph, notes: put(graph.notes, edit.note.id, edit.note, hands) }
    case 'removeNote':
      return graph.notes.has(edit.noteId) ? { ...graph, notes: without(graph.notes, edit.noteId, hands) } : graph
    case 'putGroup':
      return { ...graph, groups: put(graph.groups, edit.group.id, edit.group, hands) }
    case 'removeGroup':
      return graph.groups.has(edit.groupId) ? { ...graph, groups: without(graph.groups, edit.groupId, hands) } : graph
    default:
      return edit satisfies never
  }
}

export function applyAll(graph: Graph, edits: readonly Edit[]): Graph {
  const hands = newHands()
  return edits.reduce((at, edit) => apply(at, edit, hands), graph)
}

/** The edits that take an edit back, seen from the graph before it. Empty when the edit does nothing. */
export function inverse(graph: Graph, edit: Edit, hands: Hands = newHands()): Edit[] {
  if ('nodeId' in edit && !graph.nodes.has(edit.nodeId)) return []
  const node = 'nodeId' in edit ? graph.nodes.get(edit.nodeId)! : undefined
  switch (edit.type) {
    case 'addNode':
      return graph.nodes.has(edit.node.id) ? [] : [{ type: 'removeNode', nodeId: edit.node.id }]
    case 'moveNode':
      return [{ type: 'moveNode', nodeId: edit.nodeId, position: node!.position }]
    case 'configureNode':
      return [{ type: 'configureNode', nodeId: edit.nodeId, config: node!.config }]
    case 'renameNode':
      return [{ type: 'renameNode', nodeId: edit.nodeId, name: node!.name }]
    case 'changeNode':
      return [{ type: 'changeNode', nodeId: edit.nodeId, changes: before(node!, edit.changes) }]
    case 'removeNode':
      return [
        { type: 'addNode', node: node! },
        ...[...endsAt(graph, edit.nodeId, hands)].map((edge) => ({ type: 'connect', edge }) as const),
      ]
    case 'connect':
      return canConnect(graph, edit.edge, hands) ? [{ type: 'disconnect', edgeId: edit.edge.id }] : []
    case 'disconnect': {
      const edge = graph.edges.get(edit.edgeId)
      return edge ? [{ type: 'connect', edge }] : []
    }
    case 'changeSettings':
      return [{ type: 'changeSettings', changes: before(graph.settings, edit.changes) }]
    case 'rename':
      return [{ type: 'rename', name: graph.name }]
    case 'putNote':
    case 'removeNote': {
      const noteId = edit.type === 'putNote' ? edit.note.id : edit.noteId
      const note = graph.notes.get(noteId)
      return note ? [{ type: 'putNote', note }] : [{ type: 'removeNote', noteId }]
    }
    case 'putGroup':
    case 'removeGroup': {
      const groupId = edit.type === 'putGroup' ? edit.group.id : edit.groupId
      const group = graph.groups.get(groupId)
      return group ? [{ type: 'putGroup', group }] : [{ type: 'removeGroup', groupId }]
    }
    default:
      return edit satisfies never
  }
}

/** The edits that take a whole sequence back, last first. */
export function inverseOf(graph: Graph, edits: readonly Edit[]): Edit[] {
  const hands = newHands()
  const back: Edit[][] = []
  let at = graph
  for (const edit of edits) {
    back.push(inverse(at, edit, hands))
    at = apply(at, edit, hands)
  }
  return back.reverse().flat()
}

export const edgesAt = (graph: Graph, nodeId: string) => [...edgesInto(graph, nodeId), ...edgesOutOf(graph, nodeId)]

type ByNode = ReadonlyMap<string, readonly EdgeDefinition[]>

// Edges are never changed, only replaced (by hands at work, which forget this): what was found of them once holds as long.
const found = new WeakMap<object, { into: ByNode; outOf: ByNode }>()

function indexOf({ edges }: Graph) {
  const known = found.get(edges)
  if (known) return known
  const all = [...edges.values()]
  const index = { into: groupBy(all, (edge) => edge.to), outOf: groupBy(all, (edge) => edge.from) }
  found.set(edges, index)
  return index
}

/** A map that hands have changed: what was found of it before holds no more. */
export function forget(map: object) {
  found.delete(map)
  bodies.delete(map)
}

export const edgesInto = (graph: Graph, nodeId: string) => indexOf(graph).into.get(nodeId) ?? []

export const edgesOutOf = (graph: Graph, nodeId: string) => indexOf(graph).outOf.get(nodeId) ?? []

// As with edges: asked for with every move of the hand.
const bodies = new WeakMap<object, ReadonlyMap<string, readonly NodeDefinition[]>>()

export function childrenOf({ nodes }: Graph, nodeId: string): readonly NodeDefinition[] {
  let known = bodies.get(nodes)
  if (!known) {
    known = groupBy([...nodes.values()].filter((node) => node.parent), (node) => node.parent ?? '')
    bodies.set(nodes, known)
  }
  return known.get(nodeId) ?? []
}

/** The steps inside of loops among the given ones, however deep; not the given ones themselves. */
export function insideOf(graph: Graph, nodeIds: Iterable<string>): string[] {
  const given = new Set(nodeIds)
  const found = new Set<string>()
  const open = [...given]
  while (open.length > 0)
    for (const { id } of childrenOf(graph, open.pop()!))
      if (!found.has(id) && !given.has(id)) {
        found.add(id)
        open.push(id)
      }
  return [...found]
}

/** Whether `to` can be reached from `from` along edges. */
export function reaches(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  while (open.length > 0) {
    const id = open.pop()!
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    for (const edge of edgesOutOf(graph, id)) open.push(edge.to)
  }
  return false
}

/** Null clears a property, as on the server. */
function changed<T extends object>(of: T, changes: object): T {
  const next = { ...of } as Record<string, unknown>
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === undefined) delete next[name]
    else next[name] = value
  return next as T
}

const before = <T extends object>(of: object, changes: T): T =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, (of as Record<string, unknown>)[name] ?? null])) as T
