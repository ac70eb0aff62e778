import type { EdgeDefinition, NodeDefinition } from '../../../graph/model/definition'
import { childrenOf, edgesInto, edgesOutOf, type Graph } from '../../../graph/model/graph'

/** In the order in which a run meets them: what starts first, then what follows; the body of a loop right after it. */
export function inOrder(graph: Graph): NodeDefinition[] {
  const waiting = new Map([...graph.nodes.values()].map((node) => [node.id, edgesInto(graph, node.id).length]))
  const ready = [...graph.nodes.values()].filter((node) => waiting.get(node.id) === 0 && !node.parent)
  const order = new Set<NodeDefinition>()
  const heightOf = ({ to }: EdgeDefinition) => graph.nodes.get(to)?.position.y ?? 0
  const topFirst = (one: EdgeDefinition, other: EdgeDefinition) => heightOf(one) - heightOf(other)
  while (ready.length > 0) {
    const node = ready.shift()!
    order.add(node)
    const inside = childrenOf(graph, node.id).filter((child) => waiting.get(child.id) === 0)
    const after = edgesOutOf(graph, node.id).toSorted(topFirst).flatMap(({ to }) => {
      waiting.set(to, (waiting.get(to) ?? 1) - 1)
      const next = graph.nodes.get(to)
      return waiting.get(to) === 0 && next ? [next] : []
    })
    ready.unshift(...inside, ...after)
  }
  return [...order, ...[...graph.nodes.values()].filter((node) => !order.has(node))]
}

/** 1 outside of loops, 2 in one, and so on. */
export function levelOf(graph: Graph, node: NodeDefinition): number {
  let level = 1
  for (let at: NodeDefinition | undefined = node; at?.parent && level < 20; at = graph.nodes.get(at.parent)) level++
  return level
}

/** Looks at everything a step says: its name and kind, its notes, and each of its settings. */
export const matches = (node: NodeDefinition, kind: string, text: string) =>
  `${node.name} ${kind} ${node.id} ${node.notes ?? ''} ${JSON.stringify(node.config)}`.toLowerCase().includes(text.trim().toLowerCase())
