import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../../../api/http'
import { usePreference } from '../../../app/preferences'
import type { Mark } from '../../../graph/canvas/flow'

interface StepPast {
  nodeId: string
  steps: number
  failed: number
  failureRate: number
  medianMs: number | null
}

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const inWords = (ms: number) =>
  ms < secondMs ? `${Math.round(ms)} ms`
  : ms < minuteMs ? `${(ms / secondMs).toFixed(1)} s`
  : ms < hourMs ? `${Math.round(ms / minuteMs)} min`
  : ms < dayMs ? `${Math.round(ms / hourMs)} h`
  : `${Math.round(ms / dayMs)} days`

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
      all.set(nodeId, { ...all.get(nodeId), past: `${medianMs === null ? '' : `${inWords(medianMs)} · `}${steps}×${fails}` })
    }
    return all
  }, [shown, items, marks])
}
