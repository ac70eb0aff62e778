import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, query } from '../../api/http'
import type { Page } from '../../api/lists'
import type { Run, RunRow } from '../../api/runs'

export const lastRunQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['runs', 'last', workflowId],
    queryFn: async ({ signal }) => {
      const { items } = await get<Page<RunRow>>(query('/api/runs', { workflowId, limit: 1 }), signal)
      return items[0] ? get<Run>(`/api/runs/${items[0].id}`, signal) : null
    },
    staleTime: 10_000,
  })

/** The newest run of a workflow with its steps, for previews on real data. Null when it never ran. */
export const useLastRun = (workflowId: string) => useQuery(lastRunQuery(workflowId)).data ?? null
