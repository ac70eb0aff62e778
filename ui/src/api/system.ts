import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from './http'
import type { Page } from './lists'

export interface Projection {
  name: string
  kind: 'projection' | 'subscription'
  version: number
  state: 'running' | 'paused' | 'faulted' | 'rebuilding' | 'superseded'
  /** Null while no node has its lease. */
  node: string | null
  position: number
  head: number
  lag: number
  eventsPerSecond: number
  lastError: string | null
  /** The event that stopped it. */
  failure: { sequence: number; eventName: string; reason: string; failedAt: string } | null
  rebuild: { position: number; target: number } | null
}

export interface ClusterNode {
  id: string
  seenAt: string
  shards: string[]
}

export const useProjections = () =>
  useQuery({
    queryKey: ['system', 'projections'],
    queryFn: ({ signal }) => get<Page<Projection> & { mayOperate: boolean }>('/api/system/projections', signal),
    refetchInterval: 2_000,
  })

export const useClusterNodes = () =>
  useQuery({
    queryKey: ['system', 'nodes'],
    queryFn: ({ signal }) => get<Page<ClusterNode>>('/api/system/nodes', signal),
    refetchInterval: 10_000,
  })

export interface Plugin {
  name: string
  version: string
  file: string
  state: 'active' | 'retired' | 'faulty'
  problem: string | null
  loadedAt: string
  types: { type: string; name: string | null; problem: string | null }[]
}

export const usePlugins = () =>
  useQuery({
    queryKey: ['system', 'plug-ins'],
    queryFn: ({ signal }) =>
      get<{ folder: string | null; watched: boolean; items: Plugin[] }>('/api/nodes/plug-ins', signal),
    refetchInterval: 5_000,
  })

export type ProjectionAct = 'pause' | 'resume' | 'retry' | 'skip' | 'rebuild'

export const useProjectionAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, act }: { name: string; act: ProjectionAct }) =>
      post(`/api/system/projections/${encodeURIComponent(name)}/${act}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['system'] }),
  })
}

export interface MailboxMessage {
  id: string
  to: string
  subject: string
  text: string
  html: string
  at: string
  links: string[]
}

export const useMailbox = () =>
  useQuery({
    queryKey: ['mailbox'],
    queryFn: ({ signal }) => get<Page<MailboxMessage>>('/api/dev/mailbox', signal),
    refetchInterval: 3_000,
  })
