import { useEffect, useRef } from 'react'
import { failedStep } from '../../../api/runs'
import type { Results } from './useResults'

/** A run that was opened here because it failed begins at the step that failed. */
export function useShowFailure({ run, isChosen }: Results, go: (nodeId: string) => void) {
  const shown = useRef('')
  useEffect(() => {
    if (!isChosen || !run || shown.current === run.id) return
    shown.current = run.id
    const failed = failedStep(run)?.nodeId
    if (failed) go(failed)
  })
}
