import { groupBy } from '../../lib/groupBy'
import type { CanvasGroup, CanvasNote, EdgeDefinition, NodeDefinition, WorkflowDefinition, WorkflowSettings } from './definition'
import type { Edit } from './edit'

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

/** The graph after an edit. An edit that no longer fits (its node is gone) leaves the graph as it is. */
export function apply(graph: Graph, edit: Edit): Graph {
  switch (edit.type) {
    case 'addNode':
      return graph.nodes.has(edit.node.id) ? graph : { ...graph, nodes: put(graph.nodes, edit.node.id, edit.node) }
    case 'moveNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, position: edit.position }))
    case 'configureNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, config: edit.config }))
    case 'renameNode':
      return onNode(graph, edit.nodeId, (node) => ({ ...node, name: edit.name }))
    case 'changeNode':
      return onNode(graph, edit.nodeId, (node) => changed(node, edit.changes))
    case 'removeNode':
      return removeNode(graph, edit.nodeId)
    case 'connect':
      return connect(graph, edit.edge)
    case 'disconnect':
      return graph.edges.has(edit.edgeId) ? { ...graph, edges: without(graph.edges, edit.edgeId) } : graph
    case 'changeSettings':
      return { ...graph, settings: changed(graph.settings, edit.changes) }
    case 'rename':
      return { ...graph, name: edit.name }
    case 'putNote':
      return { ...graph, notes: put(graph.notes, edit.note.id, edit.note) }
    case 'removeNote':
      return graph.notes.has(edit.noteId) ? { ...graph, notes: without(graph.notes, edit.noteId) } : graph
    case 'putGroup':
      return { ...graph, groups: put(graph.groups, edit.group.id, edit.group) }
    case 'removeGroup':
      return graph.groups.has(edit.groupId) ? { ...graph, groups: without(graph.groups, edit.groupId) } : graph
    default:
      return edit satisfies never
  }
}

export const applyAll = (graph: Graph, edits: readonly Edit[]): Graph => edits.reduce(apply, graph)

/** The edits that take an edit back, seen from the graph before it. Empty when the edit does nothing. */
export function inverse(graph: Graph, edit: Edit): Edit[] {
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
        ...edgesAt(graph, edit.nodeId).map((edge) => ({ type: 'connect', edge }) as const),
      ]
    case 'connect':
      return apply(graph, edit) === graph ? [] : [{ type: 'disconnect', edgeId: edit.edge.id }]
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
  const back: Edit[][] = []
  let at = graph
  for (const edit of edits) {
    back.unshift(inverse(at, edit))
    at = apply(at, edit)
  }
  return back.flat()
}

export const edgesAt = (graph: Graph, nodeId: string) => [...edgesInto(graph, nodeId), ...edgesOutOf(graph, nodeId)]

type Edges = ReadonlyMap<string, EdgeDefinition>
type ByNode = ReadonlyMap<string, readonly EdgeDefinition[]>

// Edges are never changed, only replaced: what was found of them once holds as long as they do.
const found = new WeakMap<Edges, { into: ByNode; outOf: ByNode }>()

function indexOf({ edges }: Graph) {
  const known = found.get(edges)
  if (known) return known
  const all = [...edges.values()]
  const index = { into: groupBy(all, (edge) => edge.to), outOf: groupBy(all, (edge) => edge.from) }
  found.set(edges, index)
  return index
}

export const edgesInto = (graph: Graph, nodeId: string) => indexOf(graph).into.get(nodeId) ?? []

export const edgesOutOf = (graph: Graph, nodeId: string) => indexOf(graph).outOf.get(nodeId) ?? []

// As with edges: asked for with every move of the hand.
const bodies = new WeakMap<Graph['nodes'], ReadonlyMap<string, readonly NodeDefinition[]>>()

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
  const next = new Map<string, string[]>()
  for (const edge of graph.edges.values()) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to])
  const seen = new Set<string>()
  const open = [from]
  while (open.length > 0) {
    const id = open.pop()!
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(next.get(id) ?? []))
  }
  return false
}

function connect(graph: Graph, edge: EdgeDefinition): Graph {
  if (!graph.nodes.has(edge.from) || !graph.nodes.has(edge.to) || graph.edges.has(edge.id)) return graph
  for (const other of graph.edges.values())
    if (other.from === edge.from && other.fromPort === edge.fromPort && other.to === edge.to) return graph
  return { ...graph, edges: put(graph.edges, edge.id, edge) }
}

function removeNode(graph: Graph, nodeId: string): Graph {
  if (!graph.nodes.has(nodeId)) return graph
  const edges = new Map([...graph.edges].filter(([, edge]) => edge.from !== nodeId && edge.to !== nodeId))
  return { ...graph, nodes: without(graph.nodes, nodeId), edges }
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

function onNode(graph: Graph, id: string, to: (node: NodeDefinition) => NodeDefinition): Graph {
  const node = graph.nodes.get(id)
  return node ? { ...graph, nodes: put(graph.nodes, id, to(node)) } : graph
}

function put<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  const next = new Map(map)
  next.set(key, value)
  return next
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const next = new Map(map)
  next.delete(key)
  return next
}
