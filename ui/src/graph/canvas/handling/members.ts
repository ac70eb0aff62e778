import type { NodeChange, NodePositionChange } from '@xyflow/react'
import { groupKey, membersOf } from '../../model/drawing'
import { type Graph, childrenOf, insideOf } from '../../model/graph'
import type { FlowNode } from '../flow'

/** While the frame of a group is dragged, its steps go along, and with a loop its body. */
export function withMembers(changes: NodeChange<FlowNode>[], nodes: readonly FlowNode[], graph: Graph): NodeChange<FlowNode>[] {
  const leads = (id: string) => groupKey.is(id) || childrenOf(graph, id).length > 0
  if (!changes.some((change) => 'id' in change && leads(change.id))) return changes
  const at = new Map(nodes.map((node) => [node.id, node.position]))
  const moved = new Set(changes.map((change) => ('id' in change ? change.id : '')))
  const along = changes.flatMap((change): NodePositionChange[] => {
    if (change.type !== 'position' || !change.position || !leads(change.id)) return []
    const from = at.get(change.id)
    if (!from) return []
    const [dx, dy] = [change.position.x - from.x, change.position.y - from.y]
    const { type, dragging = false } = change
    return followersOf(graph, change.id).flatMap((id): NodePositionChange[] => {
      const spot = at.get(id)
      return spot && !moved.has(id) ? [{ type, id, position: { x: spot.x + dx, y: spot.y + dy }, dragging }] : []
    })
  })
  return [...changes, ...along]
}

function followersOf(graph: Graph, key: string): string[] {
  const heads = groupKey.is(key) ? membersOf(graph, groupKey.of(key)) : [key]
  const inside = insideOf(graph, heads)
  const frames = [...heads, ...inside].filter((id) => childrenOf(graph, id).length > 0).map((id) => `frame:${id}`)
  return [...(groupKey.is(key) ? heads : []), ...inside, ...frames]
}
