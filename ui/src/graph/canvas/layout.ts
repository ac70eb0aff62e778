import { cardHeight, cardWidth, snap } from '../model/acts'
import type { Point } from '../model/definition'
import type { Graph } from '../model/graph'

/**
 * Places the given nodes (all, when none are given) in layers from left to right. The rest stay where they are: what
 * is placed is put where its first node stood.
 */
export async function tidy(graph: Graph, nodeIds: readonly string[]): Promise<ReadonlyMap<string, Point>> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
  const wanted = new Set(nodeIds.length > 1 ? nodeIds : graph.nodes.keys())
  const outer = [...graph.nodes.values()].filter((node) => wanted.has(node.id) && !node.parent)
  const groups = new Map<string | undefined, typeof outer>([[undefined, outer]])
  for (const node of graph.nodes.values())
    if (node.parent && wanted.has(node.id)) groups.set(node.parent, [...(groups.get(node.parent) ?? []), node])
  const placed = new Map<string, Point>()
  for (const [parent, nodes] of groups) {
    if (nodes.length === 0) continue
    const inside = new Set(nodes.map((node) => node.id))
    const result = await new Elk().layout({
      id: 'root',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'RIGHT',
        'elk.layered.spacing.nodeNodeBetweenLayers': '72',
        'elk.spacing.nodeNode': '40',
        'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
        'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      },
      children: nodes.map((node) => ({ id: node.id, width: cardWidth, height: cardHeight })),
      edges: [...graph.edges.values()]
        .filter((edge) => inside.has(edge.from) && inside.has(edge.to))
        .map((edge) => ({ id: edge.id, sources: [edge.from], targets: [edge.to] })),
    })
    const loop = parent ? (placed.get(parent) ?? graph.nodes.get(parent)?.position) : undefined
    const corner = loop
      ? { x: loop.x + 40, y: loop.y + cardHeight + 64 }
      : { x: Math.min(...nodes.map((node) => node.position.x)), y: Math.min(...nodes.map((node) => node.position.y)) }
    for (const child of result.children ?? []) placed.set(child.id, snap({ x: (child.x ?? 0) + corner.x, y: (child.y ?? 0) + corner.y }))
  }
  return placed
}
