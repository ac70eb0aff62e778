import type { NodeChange, NodePositionChange } from '@xyflow/react'
import { groupKey, membersOf } from '../../model/drawing'
import type { Graph } from '../../model/graph'
import type { FlowNode } from '../flow'

/** While the frame of a group is dragged, its steps go along. */
export function withMembers(changes: NodeChange<FlowNode>[], nodes: readonly FlowNode[], graph: Graph): NodeChange<FlowNode>[] {
  if (!changes.some((change) => 'id' in change && groupKey.is(change.id))) return changes
  const at = new Map(nodes.map((node) => [node.id, node.position]))
  const moved = new Set(changes.map((change) => ('id' in change ? change.id : '')))
  const along = changes.flatMap((change): NodePositionChange[] => {
    if (change.type !== 'position' || !change.position || !groupKey.is(change.id)) return []
    const from = at.get(change.id)
    if (!from) return []
    const [dx, dy] = [change.position.x - from.x, change.position.y - from.y]
    const { type, dragging = false } = change
    return membersOf(graph, groupKey.of(change.id)).flatMap((id): NodePositionChange[] => {
      const spot = at.get(id)
      return spot && !moved.has(id) ? [{ type, id, position: { x: spot.x + dx, y: spot.y + dy }, dragging }] : []
    })
  })
  return [...changes, ...along]
}
