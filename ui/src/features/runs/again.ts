import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { post } from '../../api/http'

export interface StepKey {
  nodeId: string
  iteration: string
}

export interface RepeatedEffect extends StepKey {
  name: string
  type: string
  status: string
  attempts: number
}

/** What driving one run on would do; `code` and `message` say why it cannot be. */
export interface RedrivePreview {
  id: string
  workflowName: string
  code: string | null
  message: string | null
  chosen: StepKey[]
  steps: StepKey[]
  repeatedEffects: RepeatedEffect[]
}

/** Steps only where one run is driven on from chosen ones; several go on from where they failed. */
export const useRedrivePreview = (ids: readonly string[], steps: readonly StepKey[], open: boolean) =>
  useQuery({
    queryKey: ['runs', 'redrive', ids, steps],
    enabled: open,
    gcTime: 0,
    queryFn: async () => {
      const [id] = ids
      if (ids.length === 1 && id) return [await post<RedrivePreview>(`/api/runs/${id}/redrive/preview`, { steps })]
      return (await post<{ items: RedrivePreview[] }>('/api/runs/redrive/preview', { ids })).items
    },
  })

export const useRedrive = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ ids, steps }: { ids: readonly string[]; steps: readonly StepKey[] }) =>
      ids.length === 1 ? post<unknown>(`/api/runs/${ids[0]}/redrive`, { steps }) : post<unknown>('/api/runs/redrive', { ids }),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}

export interface ReplaySide {
  status: string
  port: string | null
  output: unknown
  error: string | null
  asked: unknown
}

export type StepChange = 'added' | 'gone' | 'status' | 'port' | 'output' | 'asked' | 'unanswered'

export interface StepDifference extends StepKey {
  name: string
  change: StepChange
  before: ReplaySide | null
  after: ReplaySide | null
}

export interface ReplayEnd {
  status: string
  output: unknown
  error: string | null
}

export interface Replay {
  runId: string
  from: number
  to: number
  before: ReplayEnd
  after: ReplayEnd
  same: number
  different: number
  differences: StepDifference[]
}

export const useReplay = (id: string, version: number | null, open: boolean) =>
  useQuery({
    queryKey: ['runs', 'replay', id, version],
    enabled: open,
    queryFn: () => post<Replay>(`/api/runs/${id}/replay`, { version }),
  })
