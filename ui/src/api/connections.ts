import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { del, post, put } from './http'
import { getAll } from './lists'

export type ConnectionKind = 'postgres' | 'http' | 'smtp' | 's3' | 'webhook'

export interface Connection {
  id: string
  name: string
  kind: ConnectionKind
  settings: Record<string, unknown>
  hasSecret: boolean
  updatedAt: string
  /** While the other side does not answer; null when it does. */
  breaker: { state: 'open' | 'halfOpen'; reason: string; until: string; since: string } | null
}

export interface ConnectionBody {
  name: string
  kind: ConnectionKind
  settings: Record<string, unknown>
  secret?: string
}

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => getAll<Connection>('/api/connections', {}, signal),
})

export const useSaveConnection = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: ConnectionBody }) =>
      id === null ? post<{ id: string }>('/api/connections', body) : put<unknown>(`/api/connections/${id}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  })
}

export const useDeleteConnection = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => del(`/api/connections/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  })
}

export const useTestConnection = () =>
  useMutation({ mutationFn: (id: string) => post<{ ok: boolean; message: string }>(`/api/connections/${id}/test`) })
