import { useQuery } from '@tanstack/react-query'
import { get, query } from './http'
import { useList } from './lists'

export interface AuditEvent {
  sequence: number
  streamId: string
  streamType: string | null
  version: number
  type: string
  sentence: string
  data: unknown
  actor: { id: string; name: string } | null
  timestamp: string
  correlationId: string | null
  causationId: string | null
  /** What people call the thing whose stream this is; null where it has no name. */
  about: string | null
}

export interface AuditStream {
  streamId: string
  streamType: string | null
  version: number
  title: string
  events: AuditEvent[]
  /** The version at which the next part begins, when the stream is longer than one answer. */
  next?: number | null
}

export interface StreamState {
  streamId: string
  streamType: string | null
  version: number
  at: string | null
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
  correlation?: string
}

export const useAuditEvents = (filters: AuditFilters) =>
  useList<AuditEvent>(['audit', 'events'], '/api/audit/events', { ...filters })

const partCountMax = 20

/** Every event of a stream, read part by part. */
async function readStream(id: string, signal: AbortSignal): Promise<AuditStream> {
  const first = await get<AuditStream>(`/api/audit/streams/${id}`, signal)
  let next = first.next ?? null
  for (let part = 1; next !== null && part < partCountMax; part++) {
    const more: AuditStream = await get(query(`/api/audit/streams/${id}`, { from: next }), signal)
    first.events.push(...more.events)
    next = more.next ?? null
  }
  return first
}

export const useAuditStream = (id: string) =>
  useQuery({ queryKey: ['audit', 'stream', id], queryFn: ({ signal }) => readStream(id, signal) })

export const useStreamState = (id: string, at: number | string | null) =>
  useQuery({
    queryKey: ['audit', 'state', id, at],
    queryFn: ({ signal }) => get<StreamState>(query(`/api/audit/streams/${id}`, { at }), signal),
    enabled: at !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous) => previous,
  })
