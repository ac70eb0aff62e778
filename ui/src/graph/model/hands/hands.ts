import type { EdgeDefinition, NodeDefinition } from '../definition'
import { forget, type Graph } from '../graph'

/**
 * What makes many edits one after the other: each map is copied once, and then changed in place, and ways are found by their
 * ends. Else a thousand edits would copy and look through a thousand things a thousand times.
 */
export interface Hands {
  /** The maps that were copied, and that nobody else has seen. */
  own: WeakSet<object>
  /** The ways by the steps at their ends, of the edges of the moment. */
  ends: { of: object; byNode: Map<string, Set<EdgeDefinition>> } | null
}

export const newHands = (): Hands => ({ own: new WeakSet(), ends: null })

function owned<V>(map: ReadonlyMap<string, V>, hands: Hands): Map<string, V> {
  if (hands.own.has(map)) {
    forget(map)
    return map as Map<string, V>
  }
  const copy = new Map(map)
  hands.own.add(copy)
  if (hands.ends?.of === map) hands.ends.of = copy
  return copy
}

export function put<V>(map: ReadonlyMap<string, V>, key: string, value: V, hands: Hands): ReadonlyMap<string, V> {
  return owned(map, hands).set(key, value)
}

export function without<V>(map: ReadonlyMap<string, V>, key: string, hands: Hands): ReadonlyMap<string, V> {
  const next = owned(map, hands)
  next.delete(key)
  return next
}

export function onNode(graph: Graph, id: string, to: (node: NodeDefinition) => NodeDefinition, hands: Hands): Graph {
  const node = graph.nodes.get(id)
  return node ? { ...graph, nodes: put(graph.nodes, id, to(node), hands) } : graph
}

/** The ways at a step: those that lead to it, then those that lead on. */
export function endsAt({ edges }: Graph, nodeId: string, hands: Hands): readonly EdgeDefinition[] {
  const all = [...(endsOf(edges, hands).get(nodeId) ?? [])]
  return [...all.filter((edge) => edge.to === nodeId), ...all.filter((edge) => edge.to !== nodeId)]
}

function endsOf(edges: Graph['edges'], hands: Hands) {
  if (hands.ends?.of !== edges) {
    hands.ends = { of: edges, byNode: new Map() }
    for (const edge of edges.values()) note(hands.ends.byNode, edge)
  }
  return hands.ends.byNode
}

function note(byNode: Map<string, Set<EdgeDefinition>>, edge: EdgeDefinition) {
  for (const id of [edge.from, edge.to]) (byNode.get(id) ?? byNode.set(id, new Set()).get(id)!).add(edge)
}

export function canConnect(graph: Graph, edge: EdgeDefinition, hands: Hands): boolean {
  if (!graph.nodes.has(edge.from) || !graph.nodes.has(edge.to) || graph.edges.has(edge.id)) return false
  const [from, to] = [endsOf(graph.edges, hands).get(edge.from), endsOf(graph.edges, hands).get(edge.to)]
  if (!from || !to) return true
  // Of many ways at one of the two steps only those count that are also at the other.
  for (const other of from.size < to.size ? from : to)
    if (other.from === edge.from && other.fromPort === edge.fromPort && other.to === edge.to) return false
  return true
}

export function withEdge({ edges }: Graph, edge: EdgeDefinition, hands: Hands): Graph['edges'] {
  note(endsOf(edges, hands), edge)
  return put(edges, edge.id, edge, hands)
}

export function withoutEdges({ edges }: Graph, gone: Iterable<EdgeDefinition>, hands: Hands): Graph['edges'] {
  const byNode = endsOf(edges, hands)
  const next = owned(edges, hands)
  for (const edge of gone) {
    next.delete(edge.id)
    for (const id of [edge.from, edge.to]) byNode.get(id)?.delete(edge)
  }
  return next
}

export function removeNode(graph: Graph, nodeId: string, hands: Hands): Graph {
  if (!graph.nodes.has(nodeId)) return graph
  const edges = withoutEdges(graph, endsAt(graph, nodeId, hands), hands)
  return { ...graph, nodes: without(graph.nodes, nodeId, hands), edges }
}
