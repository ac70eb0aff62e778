import type { Graph } from '../model/graph'
import { ofCircles, ofEnding } from './endings'
import type { Finding, Types } from './finding'
import { ofReach, reachOf } from './reach'
import { type Flow, flowOf } from '../ports/flowing'
import { ofReadings } from './readings'
import { ofSecrets } from './secrets'

/** Looks at the drawing as a whole: what never runs, what never ends, what should not be written there. */
export function analyse(graph: Graph, types: Types): Finding[] {
  const reach = reachOf(graph, types)
  const circles = ofCircles(graph)
  let followed: Flow | null = null
  const flow = () => (followed ??= flowOf(graph, types))
  const found = [...graph.nodes.values()].flatMap((node) => {
    const type = types.get(node.type)
    if (node.disabled || !type) return []
    return [...ofReach(node, graph, reach), ...ofEnding(graph, node, type), ...ofSecrets(node), ...ofReadings(graph, node, type, flow)]
  })
  return circles.length > 0 ? [...found, ...circles] : found
}
