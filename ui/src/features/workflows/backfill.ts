import { useMutation, useQuery } from '@tanstack/react-query'
import { get, post, query } from '../../api/http'

export interface BackfillRange {
  from: string
  to: string
}

export interface BackfillPreview {
  nodeId: string
  cron: string
  timezone: string
  version: number
  count: number
  ran: number
  items: { at: string; runId: string | null }[]
}

/** 23 Nov 2026, 00:00:00, by the clock on the wall where the schedule is meant. */
export const timeIn = (timezone: string, at: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: timezone }).format(new Date(at))

export const useBackfillPreview = (workflowId: string, range: BackfillRange | null) =>
  useQuery({
    queryKey: ['backfill', workflowId, range],
    queryFn: ({ signal }) =>
      get<BackfillPreview>(query(`/api/workflows/${workflowId}/backfill`, { from: range!.from, to: range!.to }), signal),
    enabled: range !== null,
    retry: false,
  })

export const useBackfill = (workflowId: string) =>
  useMutation({
    mutationFn: (range: BackfillRange) =>
      post<{ started: number; ran: number }>(`/api/workflows/${workflowId}/backfill`, range),
  })
