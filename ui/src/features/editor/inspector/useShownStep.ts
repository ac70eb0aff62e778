import { type ReactFlowInstance, useReactFlow } from '@xyflow/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { byHand } from '../../../graph/canvas/handling/moving'
import { bringIntoSight, isInSight, paneRect, stepRect } from './sight'

const doubleClickMs = 300
/** As wide as the settings are: graph/canvas/side.ts. */
const sideWidth = 360

const wouldBeCovered = (flow: ReactFlowInstance, nodeId: string) => {
  const [pane, step] = [paneRect(), stepRect(flow, nodeId)]
  return pane !== undefined && step !== undefined && step.right > pane.right - sideWidth
}

/**
 * The step whose settings are shown. Where they would come to lie over the step itself they wait a moment, or the second
 * click of a double click would not meet it; then the canvas makes way for them, so that the step stays in sight.
 */
export function useShownStep(nodeId: string | undefined): string | undefined {
  const [shown, setShown] = useState(nodeId)
  const flow = useReactFlow()
  const makesWay = useRef(false)
  useEffect(() => {
    if (nodeId === undefined || shown !== undefined) return setShown(nodeId)
    const chosenAt = performance.now()
    const show = () => {
      // Whoever moves the canvas themselves, or a step on it, sees to it where things lie.
      const inHand = byHand.movedAt > chosenAt || document.querySelector('.react-flow__node.dragging') !== null
      makesWay.current = !inHand && isInSight(flow, nodeId)
      setShown(nodeId)
    }
    if (!wouldBeCovered(flow, nodeId)) return show()
    const timer = setTimeout(show, doubleClickMs)
    return () => clearTimeout(timer)
  }, [nodeId, shown])
  const isOpen = shown !== undefined
  useLayoutEffect(() => {
    if (shown !== undefined && makesWay.current) bringIntoSight(flow, shown)
    // Only as they open: from one step to the next the canvas stays where it is.
  }, [isOpen])
  return shown
}
