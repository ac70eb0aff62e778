import { type ReactFlowInstance } from '@xyflow/react'
import type { Problem } from '../../api/workflows'
import { gentle } from '../../lib/motion'
import { draft, select } from './draft/store'
import { bringIntoSight } from './inspector/sight'
import { useWanted } from './inspector/wanted'

type Flow = Pick<ReactFlowInstance, 'fitView'>

const show = (flow: Flow, ids: readonly string[]) =>
  void flow.fitView({ nodes: ids.map((id) => ({ id })), maxZoom: 1, duration: gentle(150), padding: 1 })

/** Puts the focus on a step as soon as it is drawn. */
export function focusStep(nodeId: string | undefined, framesLeft = 30) {
  const step = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId ?? '')}"]`)
  if (step) step.focus({ preventScroll: true })
  else if (framesLeft > 0) requestAnimationFrame(() => focusStep(nodeId, framesLeft - 1))
}

/** A new step may come to lie beyond the edge. What stands beside the canvas by then is counted. */
export const seeStep = (flow: ReactFlowInstance, nodeId: string) => requestAnimationFrame(() => bringIntoSight(flow, nodeId))

/** Chooses a step and brings it into sight. */
export function goToStep(flow: Flow, nodeId: string) {
  select([nodeId])
  show(flow, [nodeId])
}

/** To the step or line that a problem is about, and into the field. */
export function goToProblem(flow: Flow, { nodeId, edgeId, path }: Problem) {
  const line = draft().graph.edges.get(edgeId ?? '')
  if (nodeId) goToStep(flow, nodeId)
  else if (line) {
    select([], line.id)
    show(flow, [line.from, line.to])
  }
  useWanted.setState({ field: nodeId && path ? { nodeId, path } : null })
}

export const showAll = (flow: Flow) =>
  requestAnimationFrame(() => void flow.fitView({ padding: 0.15, maxZoom: 1, duration: gentle(150) }))
