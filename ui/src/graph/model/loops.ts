import { cardHeight, cardWidth } from './acts'
import type { NodeDefinition, Point } from './definition'
import { childrenOf, type Graph } from './graph'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const padding = 24
const headRoom = 40
const dropGap = 56

/** The area in which the body of a loop stands; for a loop without a body, the place where one may begin. */
export function frameOf(graph: Graph, loop: NodeDefinition, isContainer: boolean): Rectangle | null {
  const body = childrenOf(graph, loop.id)
  if (body.length === 0 && !isContainer) return null
  const spots = body.length > 0 ? body.map((node) => node.position) : [{ x: loop.position.x, y: loop.position.y + cardHeight + dropGap }]
  const [xs, ys] = [spots.map((at) => at.x), spots.map((at) => at.y)]
  const [x, y] = [Math.min(...xs) - padding, Math.min(...ys) - headRoom]
  return { x, y, width: Math.max(...xs) + cardWidth + padding - x, height: Math.max(...ys) + cardHeight + padding - y }
}

/** The innermost loop in whose area a point lies. */
export function loopAt(graph: Graph, containers: ReadonlySet<string>, at: Point, except?: string): string | null {
  let found: { id: string; size: number } | null = null
  for (const node of graph.nodes.values()) {
    if (node.id === except || !containers.has(node.type)) continue
    const frame = frameOf(graph, node, true)
    if (!frame || at.x < frame.x || at.y < frame.y || at.x > frame.x + frame.width || at.y > frame.y + frame.height) continue
    const size = frame.width * frame.height
    if (!found || size < found.size) found = { id: node.id, size }
  }
  return found?.id ?? null
}
