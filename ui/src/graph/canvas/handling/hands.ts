import { type Connection, type Edge, type FinalConnectionState, useReactFlow } from '@xyflow/react'
import { useRef } from 'react'
import { useStable } from '../../../lib/useStable'
import type { Point } from '../../model/definition'
import type { FlowNode } from '../flow'
import { aimAt, hover, leave } from './hovered'

export const draggedType = 'application/x-concertmaster-node-type'

/** What can be done on the canvas; without it the canvas shows and selects only. */
export interface CanvasActs {
  move: (to: ReadonlyMap<string, Point>, droppedOnEdge: string | null) => void
  connect: (from: string, port: string, to: string) => void
  mayConnect: (from: string, to: string) => boolean
  /** A connection was let go over nothing: ask what comes next. */
  connectToVoid: (from: string, port: string, at: Point) => void
  drop: (type: string, at: Point, edgeId: string | null) => void
  /** The end of a line was put elsewhere. */
  reconnect: (edgeId: string, from: string, port: string, to: string) => void
  /** Whether a step would come into a line that it is dropped on. */
  isLoose: (nodeId: string) => boolean
  open: (nodeId: string) => void
}

const edgeAt = (x: number, y: number) =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge')?.getAttribute('data-id'))
    .find((id) => id) ?? null

const clientOf = (event: MouseEvent | TouchEvent | React.MouseEvent) =>
  'clientX' in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 })

/** Dragging steps and lines, and what is dragged in from the palette. */
export function useHands(acts: CanvasActs | null | undefined) {
  const flow = useReactFlow()
  const reconnecting = useRef(false)
  const placeOf = (event: MouseEvent | TouchEvent | React.MouseEvent) => {
    const at = clientOf(event)
    return flow.screenToFlowPosition({ x: at.clientX, y: at.clientY })
  }
  const edgeUnder = (event: MouseEvent | TouchEvent | React.MouseEvent) => {
    const at = clientOf(event)
    return edgeAt(at.clientX, at.clientY)
  }
  return {
    isValidConnection: useStable((one: Connection | Edge) => acts?.mayConnect(one.source, one.target) ?? false),
    onConnect: useStable(({ source, sourceHandle, target }: Connection) => acts?.connect(source, sourceHandle ?? 'out', target)),
    onConnectEnd: useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { isValid, toNode, fromNode, fromHandle } = state
      if (reconnecting.current || isValid || toNode || !fromNode || fromHandle?.type !== 'source') return
      acts?.connectToVoid(fromNode.id, fromHandle.id ?? 'out', placeOf(event))
    }),
    onReconnect: useStable((edge: Edge, { source, sourceHandle, target }: Connection) =>
      acts?.reconnect(edge.id, source, sourceHandle ?? 'out', target),
    ),
    onReconnectStart: useStable(() => void (reconnecting.current = true)),
    onReconnectEnd: useStable(() => void (reconnecting.current = false)),
    onNodeDrag: useStable((event: MouseEvent | TouchEvent, node: FlowNode, moved: FlowNode[]) => {
      if (moved.length === 1 && acts?.isLoose(node.id)) aimAt(edgeUnder(event))
    }),
    onNodeDragStop: useStable((event: MouseEvent | TouchEvent, _: FlowNode, moved: FlowNode[]) => {
      aimAt(null)
      acts?.move(new Map(moved.map((node) => [node.id, node.position])), moved.length === 1 ? edgeUnder(event) : null)
    }),
    onNodeDoubleClick: useStable((_: React.MouseEvent, node: FlowNode) => {
      if (node.type === 'step') acts?.open(node.id)
    }),
    onDragOver: useStable((event: React.DragEvent) => {
      if (!event.dataTransfer.types.includes(draggedType)) return
      event.preventDefault()
      aimAt(edgeUnder(event))
    }),
    onDragLeave: useStable(() => aimAt(null)),
    onDrop: useStable((event: React.DragEvent) => {
      aimAt(null)
      const type = event.dataTransfer.getData(draggedType)
      if (!type || !acts) return
      event.preventDefault()
      acts.drop(type, placeOf(event), edgeUnder(event))
    }),
    onEdgeMouseEnter: useStable((event: React.MouseEvent, { id }: Edge) => acts && hover(id, event.buttons)),
    onEdgeMouseLeave: leave,
  }
}
