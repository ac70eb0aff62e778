import { useQuery } from '@tanstack/react-query'
import { get, query } from './http'
import { useList } from './lists'

export interface AuditEvent {
  sequence: number
  streamId: string
  streamType: string
  version: number
  type: string
  sentence: string
  data: unknown
  actor: { id: string; name: string } | null
  timestamp: string
  correlationId: string | null
  causationId: string | null
}

export interface AuditStream {
  streamId: string
  streamType: string
  version: number
  title: string
  events: AuditEvent[]
}

export interface StreamState {
  streamId: string
  streamType: string
  version: number
  at: string
  state: unknown
  previous: unknown
}

export interface AuditFilters {
  stream?: string
  type?: string
  actor?: string
  from?: string
  to?: string
  search?: string
}

export const useAuditEvents = (filters: AuditFilters) =>
  useList<AuditEvent>(['audit', 'events'], '/api/audit/events', { ...filters })

export const useAuditStream = (id: string) =>
  useQuery({
    queryKey: ['audit', 'stream', id],
    queryFn: ({ signal }) => get<AuditStream>(`/api/audit/streams/${id}`, signal),
  })

export const useStreamState = (id: string, at: number | string | null) =>
  useQuery({
    queryKey: ['audit', 'state', id, at],
    queryFn: ({ signal }) => get<StreamState>(query(`/api/audit/streams/${id}`, { at }), signal),
    enabled: at !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous) => previous,
  })
