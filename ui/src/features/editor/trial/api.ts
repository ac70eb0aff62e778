import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post, put } from '../../../api/http'
import type { Step } from '../../../api/runs'

/** An output that a step is taken to have had, kept apart from the definition. */
export interface PinnedOutput {
  nodeId: string
  output: unknown
  port: string | null
  origin: string | null
  pinnedAt: string
  pinnedBy: string | null
}

export interface HeldStep {
  nodeId: string
  iteration: string
  reason: string
}

export interface Trial {
  status: string
  output: unknown
  error: { code: string; message: string; nodeId: string | null } | null
  steps: Step[]
  held: HeldStep[]
}

export interface TrialRequest {
  nodeId?: string
  alone?: boolean
  input?: unknown
  pinned: Record<string, { output: unknown; port?: string }>
  effects?: boolean
}

export const tryWorkflow = (id: string, body: TrialRequest) => post<Trial>(`/api/workflows/${id}/trial`, body)

const keyOf = (workflowId: string) => ['workflows', 'test-data', workflowId]

/** One function for all drawings, so that the same pins stay the same map. */
const byStep = ({ items }: { items: PinnedOutput[] }) => new Map(items.map((item) => [item.nodeId, item]))

export const pinsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: keyOf(workflowId),
    queryFn: ({ signal }) => get<{ items: PinnedOutput[] }>(`/api/workflows/${workflowId}/test-data`, signal),
    select: byStep,
    staleTime: 10_000,
  })

export const usePins = (workflowId: string) => useQuery(pinsQuery(workflowId)).data

export const usePin = (workflowId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ nodeId, ...body }: { nodeId: string; output: unknown; port: string | null; origin: string }) =>
      put(`/api/workflows/${workflowId}/test-data/${nodeId}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(workflowId) }),
  })
}

export const useUnpin = (workflowId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (nodeId: string) => del(`/api/workflows/${workflowId}/test-data/${nodeId}`),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(workflowId) }),
  })
}
