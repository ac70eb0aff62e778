import { along, cardHeight, cardWidth, move, snap, stride } from './acts'
import type { Point } from './definition'
import type { Edit } from './edit'
import { type Graph, insideOf } from './graph'

/** Down from the wanted point until nothing lies there. */
export function freeSpot(graph: Graph, wanted: Point): Point {
  const taken = [...graph.nodes.values()].map((node) => node.position)
  const at = { ...wanted }
  while (taken.some((other) => Math.abs(other.x - at.x) < cardWidth && Math.abs(other.y - at.y) < cardHeight + 8)) at.y += 88
  return at
}

/** Where a step comes to lie between two others, and what moves to the right for it: all that follows the second. */
export function roomBetween(graph: Graph, from: string, to: string): { at: Point; edits: Edit[] } | null {
  const [before, after] = [graph.nodes.get(from)?.position, graph.nodes.get(to)?.position]
  if (!before || !after) return null
  const gap = after.x - before.x
  // A way that leads back, or straight down, is not widened.
  if (gap < cardWidth) return { at: freeSpot(graph, { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 }), edits: [] }
  const wider = Math.max(0, 2 * stride - gap)
  const at = snap({ x: wider > 0 ? before.x + stride : before.x + gap / 2, y: after.y })
  if (wider === 0) return { at: freeSpot(graph, at), edits: [] }
  const following = along(graph, [to], 'after')
  const moved = [...following, ...insideOf(graph, following)].flatMap((id): [string, Point][] => {
    const position = graph.nodes.get(id)?.position
    return position && position.x >= after.x ? [[id, { x: position.x + wider, y: position.y }]] : []
  })
  return { at, edits: move(graph, new Map(moved)) }
}
