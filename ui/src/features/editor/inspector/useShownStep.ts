import { useEffect, useState } from 'react'

const doubleClickMs = 300
/** As wide as the settings are: graph/canvas/side.ts. */
const sideWidth = 360

const wouldBeCovered = (nodeId: string) => {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  const step = document.querySelector(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`)?.getBoundingClientRect()
  return pane !== undefined && step !== undefined && step.right > pane.right - sideWidth
}

/**
 * The step whose settings are shown. Where they would come to lie over the step itself they wait a moment, or the second
 * click of a double click would not meet it.
 */
export function useShownStep(nodeId: string | undefined): string | undefined {
  const [shown, setShown] = useState(nodeId)
  useEffect(() => {
    if (nodeId === undefined || shown !== undefined || !wouldBeCovered(nodeId)) return setShown(nodeId)
    const timer = setTimeout(() => setShown(nodeId), doubleClickMs)
    return () => clearTimeout(timer)
  }, [nodeId, shown])
  return shown
}
