import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../../../api/http'
import { usePreference } from '../../../app/preferences'
import type { Mark } from '../../../graph/canvas/flow'
import { durationText } from '../../../lib/time'

interface StepPast {
  nodeId: string
  steps: number
  failed: number
  failureRate: number
  medianMs: number | null
}

/** Whether durations and failures of past runs are shown on the steps; mine on every device. */
export const useShowsPast = () => usePreference('editor.past', false)

/** How long each step took and how often it failed, over the newest runs, as marks. */
export function usePastMarks(workflowId: string, marks: ReadonlyMap<string, Mark>): ReadonlyMap<string, Mark> {
  const [shown] = useShowsPast()
  const items = useQuery({
    queryKey: ['workflows', 'step-statistics', workflowId],
    queryFn: ({ signal }) => get<{ items: StepPast[] }>(`/api/workflows/${workflowId}/step-statistics`, signal),
    enabled: shown,
    staleTime: 60_000,
  }).data?.items
  return useMemo(() => {
    if (!shown || !items) return marks
    const all = new Map(marks)
    for (const { nodeId, steps, failureRate, medianMs } of items) {
      const fails = failureRate > 0 ? `, ${Math.max(1, Math.round(failureRate * 100))} % failed` : ''
      all.set(nodeId, { ...all.get(nodeId), past: `${medianMs === null ? '' : `${durationText(medianMs)} · `}${steps}×${fails}` })
    }
    return all
  }, [shown, items, marks])
}
