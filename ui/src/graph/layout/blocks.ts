import type { History } from '../model/history'
import type { Graph } from '../model/graph'

/** Steps that came in and have stood ever since where they happened to come. */
export function newSteps(graph: Graph, { past }: History): string[] {
  const fresh = new Set<string>()
  for (const { edits } of past)
    for (const edit of edits)
      if (edit.type === 'addNode') fresh.add(edit.node.id)
      else if (edit.type === 'moveNode') fresh.delete(edit.nodeId)
  return [...fresh].filter((id) => graph.nodes.has(id))
}

/** The given steps in sets that hang together by ways among themselves. */
export function blocksOf(graph: Graph, nodeIds: readonly string[]): string[][] {
  const blockOf = new Map(nodeIds.map((id) => [id, new Set([id])]))
  const join = (a: string, b: string) => {
    let [one, other] = [blockOf.get(a), blockOf.get(b)]
    if (!one || !other || one === other) return
    if (one.size < other.size) [one, other] = [other, one]
    for (const id of other) {
      one.add(id)
      blockOf.set(id, one)
    }
  }
  for (const { from, to } of graph.edges.values()) join(from, to)
  for (const id of nodeIds) join(graph.nodes.get(id)?.parent ?? '', id)
  return [...new Set(blockOf.values())].map((block) => [...block])
}
