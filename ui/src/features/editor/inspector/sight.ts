import type { ReactFlowInstance } from '@xyflow/react'
import { cardHeight, cardWidth } from '../../../graph/model/acts'
import { gentle } from '../../../lib/motion'
import { draft } from '../draft/store'

export interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}

/** So much of the canvas stays beside a step that was brought into sight. */
const margin = 24

export const overlap = (one: Rect, other: Rect) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

/** What is still seen of the canvas: settings that come from below lie over it, those beside it have narrowed it already. */
export const uncovered = ({ left, top, right, bottom }: Rect, side: Rect): Rect => ({
  left,
  top,
  right,
  bottom: overlap({ left, top, right, bottom }, side) ? side.top : bottom,
})

/** No further than needed; what is larger than its place shows its beginning. */
const along = (from: number, to: number, low: number, high: number) =>
  from >= low && to <= high ? 0 : Math.max(low + margin - from, Math.min(0, high - margin - to))

/** How far a step has to move to lie within what is seen. */
export const into = (seen: Rect, step: Rect) => ({
  x: along(step.left, step.right, seen.left, seen.right),
  y: along(step.top, step.bottom, seen.top, seen.bottom),
})

type Flow = Pick<ReactFlowInstance, 'getViewport' | 'setViewport' | 'flowToScreenPosition'>

export const paneRect = () => document.querySelector('.react-flow')?.getBoundingClientRect()

/** Where a step lies on the screen, drawn or not: of many, only those in sight are drawn. */
export function stepRect(flow: Flow, nodeId: string): Rect | undefined {
  const at = draft().graph.nodes.get(nodeId)?.position
  if (!at) return undefined
  const [from, to] = [flow.flowToScreenPosition(at), flow.flowToScreenPosition({ x: at.x + cardWidth, y: at.y + cardHeight })]
  return { left: from.x, top: from.y, right: to.x, bottom: to.y }
}

export function isInSight(flow: Flow, nodeId: string): boolean {
  const [pane, step] = [paneRect(), stepRect(flow, nodeId)]
  return pane !== undefined && step !== undefined && overlap(pane, step)
}

/** Moves the canvas no further than it takes to see a step beside its settings. */
export function bringIntoSight(flow: Flow, nodeId: string) {
  const [pane, step] = [paneRect(), stepRect(flow, nodeId)]
  if (!pane || !step) return
  const side = document.querySelector('[data-step-settings]')?.getBoundingClientRect()
  const by = into(side ? uncovered(pane, side) : pane, step)
  if (by.x === 0 && by.y === 0) return
  const { x, y, zoom } = flow.getViewport()
  void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: gentle(150) })
}
