import { nodeDifferences } from '../model/difference'
import type { Graph } from '../model/graph'
import { edgeKey, type Mark } from './flow'

/** Two states in one drawing: the earlier one, with what was added since, and marks that say what became of each step and line. */
export function comparison(from: Graph, to: Graph): { graph: Graph; marks: ReadonlyMap<string, Mark> } {
  const differences = nodeDifferences(from, to)
  const nodes = new Map(from.nodes)
  const marks = new Map<string, Mark>()
  for (const { id, kind, fields } of differences) {
    if (kind === 'added') nodes.set(id, to.nodes.get(id)!)
    marks.set(id, { change: kind, note: fields.map((field) => field.path).join(', ') })
  }
  const edges = new Map(from.edges)
  for (const edge of to.edges.values()) {
    if (!from.edges.has(edge.id)) marks.set(edgeKey(edge.id), { change: 'added' })
    edges.set(edge.id, edge)
  }
  for (const id of from.edges.keys()) if (!to.edges.has(id)) marks.set(edgeKey(id), { change: 'removed' })
  const notes = new Map([...to.notes, ...from.notes])
  return { graph: { ...from, nodes, edges, notes }, marks }
}
