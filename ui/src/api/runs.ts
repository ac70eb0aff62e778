import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WorkflowDefinition } from '../graph/model/definition'
import { get, post, put, query } from './http'
import { useList, type Page } from './lists'

export type RunStatus = 'queued' | 'running' | 'waiting' | 'paused' | 'completed' | 'failed' | 'cancelled'
export type StepStatus = 'pending' | 'running' | 'waiting' | 'retrying' | 'completed' | 'failed' | 'skipped'

export interface RunRow {
  id: string
  workflowId: string
  workflowName: string
  workflowVersion: number
  status: RunStatus
  trigger: string
  startedAt: string
  endedAt: string | null
  waitingFor: string | null
  error: string | { code: string; message: string } | null
  /** Why nothing more is done about its failure. */
  setAside: string | null
}

export interface StepWait {
  kind: string
  until?: string | null
  description: string
  link?: string | null
}

export interface Step {
  nodeId: string
  iteration: string
  status: StepStatus
  attempt: number
  input: unknown
  output: unknown
  port: string | null
  error: { code: string; message: string } | null
  startedAt: string | null
  endedAt: string | null
  retryAt: string | null
  /** Of a loop: how far it is. */
  items: { count: number; begun: number; active: number; failed: number } | null
  waitingFor: StepWait | null
}

export interface Run {
  id: string
  workflowId: string
  workflowName: string
  workflowVersion: number
  status: RunStatus
  trigger: string
  startedBy: string | { id: string; name: string } | null
  input: unknown
  output: unknown
  error: string | { code: string; message: string } | null
  startedAt: string
  endedAt: string | null
  /** Why it stands in line; null when it does not. */
  waitingFor: string | null
  /** Where it stands in each line; null when it stands in none. */
  line: PlaceInLine[] | null
  priority: number | null
  deadline: string | null
  /** Why nothing more is done about its failure. */
  setAside: { reason: string; at: string; by: string } | null
  version: number
  lastVersion: number
  definition: WorkflowDefinition
  steps: Step[]
}

/** Where a failed run stopped; the first that failed, where several did. */
export const failedStep = ({ steps }: Run) => steps.find((step) => step.status === 'failed')

export interface PlaceInLine {
  lane: string
  max: number
  running: number
  ahead: number | null
}

export interface RunEvent {
  sequence: number
  version: number
  type: string
  data: unknown
  timestamp: string
  actor: { id: string; name: string } | null
  correlationId: string | null
  causationId: string | null
}

export const errorText = (error: RunRow['error']): string | null =>
  error === null || error === undefined ? null : typeof error === 'string' ? error : error.message

export const useRuns = (filters: { workflowId?: string; status?: string; search?: string }) =>
  useList<RunRow>(['runs', 'list'], '/api/runs', filters)

export const runQuery = (id: string, at: number | null = null) =>
  queryOptions({
    queryKey: ['runs', 'one', id, at],
    queryFn: ({ signal }) => get<Run>(query(`/api/runs/${id}`, { at }), signal),
    staleTime: at === null ? 0 : Number.POSITIVE_INFINITY,
  })

const eventPageSize = 200

/** The events of a run around one version: runs may have very many. */
export const useRunEvents = (id: string, around: number | undefined) => {
  const from = Math.floor((Math.max(1, around ?? 1) - 1) / eventPageSize) * eventPageSize + 1
  return useQuery({
    queryKey: ['runs', 'events', id, from],
    queryFn: ({ signal }) =>
      get<Page<RunEvent>>(query(`/api/runs/${id}/events`, { from, limit: eventPageSize }), signal),
    enabled: around !== undefined,
    placeholderData: (before) => before,
  })
}

export type RunAct = 'cancel' | 'pause' | 'resume' | 'redrive'

export const useRunAct = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: RunAct) => post(`/api/runs/${id}/${act}`, undefined),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}

// Mirrors the lifecycle table of src/ConcertMaster/Runs: what may be asked of a run in each state.
export const runCan = {
  cancel: (run: Pick<Run, 'status'>) => ['queued', 'running', 'waiting', 'paused'].includes(run.status),
  pause: (run: Pick<Run, 'status'>) => ['running', 'waiting'].includes(run.status),
  resume: (run: Pick<Run, 'status'>) => run.status === 'paused',
  setAside: (run: Pick<Run, 'status' | 'setAside'>) => run.status === 'failed' && run.setAside === null,
  redrive: (run: Pick<Run, 'status'>) => ['failed', 'cancelled'].includes(run.status),
  redriveFrom: (run: Pick<Run, 'status'>) => ['completed', 'failed', 'cancelled'].includes(run.status),
}

/** Open failures of one step for one reason. */
export interface Failure {
  workflowId: string
  workflowName: string
  nodeId: string | null
  code: string
  message: string
  count: number
  firstAt: string
  lastAt: string
  /** The newest, as many as can be dealt with at once. */
  runIds: string[]
}

export const useFailures = () =>
  useQuery({
    queryKey: ['runs', 'failures'],
    queryFn: ({ signal }) => get<Page<Failure>>('/api/runs/failures', signal),
  })

export const useSetAside = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: { ids: readonly string[]; reason: string }) => post<unknown>('/api/runs/set-aside', asked),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}

export interface RunLimit {
  /** Null: no limit. */
  runsAtOnceMax: number | null
  running: number
  queued: number
}

export const useRunLimit = () =>
  useQuery({
    queryKey: ['runs', 'limit'],
    queryFn: ({ signal }) => get<RunLimit>('/api/runs/limit', signal),
    refetchInterval: 5_000,
  })

export const useLimitRuns = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (runsAtOnceMax: number | null) => put<RunLimit>('/api/runs/limit', { runsAtOnceMax }),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', 'limit'] }),
  })
}
