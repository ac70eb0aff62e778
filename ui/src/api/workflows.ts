import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WorkflowDefinition } from '../graph/model/definition'
import type { Edit } from '../graph/model/edit'
import { del, get, getFile, post, query, request } from './http'
import { useList, type Page } from './lists'
import type { RunStatus } from './runs'

export type WorkflowStatus = 'draft' | 'published' | 'changed' | 'unpublished' | 'archived'

export interface WorkflowRow {
  id: string
  name: string
  status: WorkflowStatus
  version: number
  publishedVersion: number | null
  nodeCount: number
  updatedAt: string
  updatedBy: string | null
  lastRunId: string | null
  lastRunStatus: RunStatus | null
  lastRunAt: string | null
}

export interface Workflow {
  id: string
  name: string
  version: number
  definition: WorkflowDefinition
  archived?: boolean
  published: { version: number; hash: string; publishedAt?: string; publishedBy?: string } | null
  /** The version that was taken out of service; null while one is published, and where none ever was. */
  unpublished?: number | null
  hasUnpublishedChanges: boolean
}

export interface Problem {
  nodeId: string | null
  edgeId: string | null
  path: string | null
  code: string
  message: string
  severity: 'error' | 'warning'
}

export interface WorkflowVersion {
  version: number
  name: string | null
  hash: string
  publishedAt: string
  /** Which event of the workflow its publication was. */
  streamVersion?: number
  publishedBy: string | null
}

export interface HistoryItem {
  version: number
  sequence: number
  type: string
  summary: string
  /** Id of what was changed; null where it is several things, or none. */
  about: string | null
  /** Shared by all that one act did at once. */
  act: string | null
  actor: string | { id: string; name: string } | null
  timestamp: string
}

export const useWorkflows = (filters: { search?: string; status?: string }) =>
  useList<WorkflowRow>(['workflows', 'list'], '/api/workflows', filters)

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflows', 'one', id],
    queryFn: ({ signal }) => get<Workflow>(`/api/workflows/${id}`, signal),
    staleTime: 5_000,
  })

export const workflowAtQuery = (id: string, at: number | null) =>
  queryOptions({
    queryKey: ['workflows', 'at', id, at],
    queryFn: ({ signal }) => get<Workflow>(query(`/api/workflows/${id}`, { at }), signal),
    enabled: at !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useWorkflowAt = (id: string, at: number | null) => useQuery(workflowAtQuery(id, at))

export const useWorkflowHistory = (id: string) =>
  useList<HistoryItem>(['workflows', 'history', id], `/api/workflows/${id}/history`, {}, 100)

export const useWorkflowVersions = (id: string) =>
  useQuery({
    queryKey: ['workflows', 'versions', id],
    queryFn: ({ signal }) => get<Page<WorkflowVersion>>(`/api/workflows/${id}/versions`, signal),
  })

export const useVersionDefinition = (id: string, version: number | null) =>
  useQuery({
    queryKey: ['workflows', 'version', id, version],
    queryFn: ({ signal }) =>
      get<{ version: number; hash: string; definition: WorkflowDefinition }>(
        `/api/workflows/${id}/versions/${version}`,
        signal,
      ),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useCreateWorkflow = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; definition?: WorkflowDefinition }) =>
      post<{ id: string; version: number }>('/api/workflows', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workflows', 'list'] }),
  })
}

export const useArchiveWorkflow = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => del(`/api/workflows/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workflows', 'list'] }),
  })
}

export const useUnpublishWorkflow = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post<{ version: number }>(`/api/workflows/${id}/unpublish`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workflows'] }),
  })
}

export const useRestoreWorkflow = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post<{ version: number }>(`/api/workflows/${id}/restore`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workflows'] }),
  })
}

export const sendEdits = (id: string, edits: readonly Edit[], ifMatch?: number) =>
  request<{ version: number }>(`/api/workflows/${id}/edits`, {
    method: 'POST',
    body: { edits },
    ...(ifMatch === undefined ? {} : { ifMatch }),
  })

/** The draft as a file, and how many values that looked like secrets are not in it. */
export async function exportWorkflow(id: string): Promise<{ text: string; leftOut: number }> {
  const { text, headers } = await getFile(`/api/workflows/${id}/export`)
  return { text, leftOut: Number(headers.get('Concert-Left-Out')) }
}

export const validateWorkflow = (id: string, definition: WorkflowDefinition, signal?: AbortSignal) =>
  request<{ problems: Problem[] }>(`/api/workflows/${id}/validate`, {
    method: 'POST',
    body: { definition },
    ...(signal ? { signal } : {}),
  }).then((answer) => answer.data.problems)

export const publishWorkflow = (id: string) =>
  post<{ version: number; hash: string }>(`/api/workflows/${id}/publish`)

export const runWorkflow = (id: string, input: unknown) =>
  post<{ runId: string }>(`/api/workflows/${id}/run`, { input }, { idempotencyKey: crypto.randomUUID() })
