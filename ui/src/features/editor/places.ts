import type { ReactFlowInstance } from '@xyflow/react'
import type { NodeType } from '../../api/nodes'
import { cardHeight, cardWidth } from '../../graph/model/acts'
import { outPorts } from '../../graph/model/catalogue'
import type { Point } from '../../graph/model/definition'
import { edgesOutOf } from '../../graph/model/graph'
import type { Place } from './acts'
import { draft } from './draft/store'

/** A new step comes into the chosen edge, or after the chosen step, or stands alone below everything. */
export function placeFor(types: ReadonlyMap<string, NodeType>, type?: NodeType): Place {
  const { graph, selection, selectedEdge } = draft()
  if (selectedEdge && !type?.isTrigger) return { edge: selectedEdge }
  const last = graph.nodes.get(selection.at(-1) ?? '')
  if (last && !type?.isTrigger) {
    const ports = outPorts(last, types.get(last.type))
    const used = new Set(edgesOutOf(graph, last.id).map((edge) => edge.fromPort))
    return { after: last.id, port: ports.find((port) => !used.has(port)) ?? ports[0] ?? 'out' }
  }
  const bottoms = [...graph.nodes.values()].map((node) => node.position.y)
  return { at: { x: 0, y: bottoms.length > 0 ? Math.max(...bottoms) + 96 : 0 } }
}

/** The corner of a card whose middle is at a point. */
export const cardAround = ({ x, y }: Point): Point => ({ x: x - cardWidth / 2, y: y - cardHeight / 2 })

/** Where on the canvas an event happened; null when it was on a step, an edge or a control. */
export function pointOnPane(event: React.MouseEvent, flow: Pick<ReactFlowInstance, 'screenToFlowPosition'>): Point | null {
  if (!(event.target as HTMLElement).classList.contains('react-flow__pane')) return null
  return cardAround(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
}
