import { useQuery } from '@tanstack/react-query'
import { get, query } from '../../api/http'
import type { Page } from '../../api/lists'
import type { Run, RunRow, Step } from '../../api/runs'
import type { Scope } from '../../expression/scope'

/** The newest run of a workflow with its steps, for previews on real data. Null when it never ran. */
export const useLastRun = (workflowId: string) =>
  useQuery({
    queryKey: ['runs', 'last', workflowId],
    queryFn: async ({ signal }) => {
      const { items } = await get<Page<RunRow>>(query('/api/runs', { workflowId, limit: 1 }), signal)
      return items[0] ? get<Run>(`/api/runs/${items[0].id}`, signal) : null
    },
    staleTime: 10_000,
  }).data ?? null

export const stepOf = (run: Run | null, nodeId: string): Step | undefined =>
  run?.steps.findLast((step) => step.nodeId === nodeId && step.status !== 'skipped')

export function scopeOf(run: Run | null, nodeId: string, vars: unknown): Scope | null {
  if (!run) return null
  const step = stepOf(run, nodeId)
  const steps = Object.fromEntries(run.steps.filter((one) => one.output !== null).map((one) => [one.nodeId, one.output]))
  const input = step?.input ?? run.input
  const first = Array.isArray(input) ? input[0] : null
  return {
    input,
    bindings: {
      input,
      trigger: run.input,
      steps,
      vars: vars ?? {},
      run: { id: run.id, workflowId: run.workflowId, startedAt: run.startedAt },
      item: first,
      index: 0,
    },
  }
}
