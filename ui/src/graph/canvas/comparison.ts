import { nodeDifferences } from '../model/difference'
import type { Graph } from '../model/graph'
import type { Mark } from './flow'

/** Two states in one drawing: the earlier one, with what was added since, and marks that say what became of each step. */
export function comparison(from: Graph, to: Graph): { graph: Graph; marks: ReadonlyMap<string, Mark> } {
  const differences = nodeDifferences(from, to)
  const nodes = new Map(from.nodes)
  const marks = new Map<string, Mark>()
  for (const { id, kind, fields } of differences) {
    if (kind === 'added') nodes.set(id, to.nodes.get(id)!)
    marks.set(id, { change: kind, note: fields.map((field) => field.path).join(', ') })
  }
  const edges = new Map(from.edges)
  for (const edge of to.edges.values()) if (nodes.has(edge.from) && nodes.has(edge.to)) edges.set(edge.id, edge)
  return { graph: { ...from, nodes, edges }, marks }
}
