import { along, cardHeight, cardWidth, move, snap, stride } from './acts'
import type { Point } from './definition'
import type { Edit } from './edit'
import { type Graph, insideOf } from './graph'
import { frameOf, type Rectangle } from './loops'

const around = 8

/** Down from the wanted point until nothing lies there: no step, and no body of a loop that it is not of itself. */
export function freeSpot(graph: Graph, wanted: Point, parent: string | null = null): Point {
  const card = { width: cardWidth, height: cardHeight }
  const own = new Set<string>()
  for (let id = parent; id && !own.has(id); id = graph.nodes.get(id)?.parent ?? null) own.add(id)
  const taken = [...graph.nodes.values()].flatMap((node): Rectangle[] => {
    const frame = own.has(node.id) ? null : frameOf(graph, node, false)
    return [{ ...node.position, ...card }, ...(frame ? [frame] : [])]
  })
  const at = { ...wanted }
  const isTaken = ({ x, y, width, height }: Rectangle) =>
    x < at.x + cardWidth && at.x < x + width && y < at.y + cardHeight + around && at.y < y + height + around
  while (taken.some(isTaken)) at.y += 88
  return at
}

/** Where a step comes to lie between two others, and what moves to the right for it: all that follows the second. */
export function roomBetween(graph: Graph, from: string, to: string): { at: Point; edits: Edit[] } | null {
  const [before, after] = [graph.nodes.get(from)?.position, graph.nodes.get(to)?.position]
  if (!before || !after) return null
  const gap = after.x - before.x
  const parent = graph.nodes.get(from)?.parent ?? null
  // A way that leads back, or straight down, is not widened.
  if (gap < cardWidth) return { at: freeSpot(graph, { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 }, parent), edits: [] }
  const wider = Math.max(0, 2 * stride - gap)
  const at = snap({ x: wider > 0 ? before.x + stride : before.x + gap / 2, y: after.y })
  if (wider === 0) return { at: freeSpot(graph, at, parent), edits: [] }
  const following = along(graph, [to], 'after')
  const moved = [...following, ...insideOf(graph, following)].flatMap((id): [string, Point][] => {
    const position = graph.nodes.get(id)?.position
    return position && position.x >= after.x ? [[id, { x: position.x + wider, y: position.y }]] : []
  })
  return { at, edits: move(graph, new Map(moved)) }
}
