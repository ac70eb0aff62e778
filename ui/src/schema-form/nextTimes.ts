import { useQuery } from '@tanstack/react-query'
import { get, query } from '../api/http'

/** The coming times of a cron expression; nothing while it is not valid yet. */
export const useNextTimes = (cron: string, timezone: string) =>
  useQuery({
    queryKey: ['schedules', 'next', cron, timezone],
    queryFn: async ({ signal }) =>
      (await get<{ items: string[] }>(query('/api/schedules/next', { cron, timezone, count: 3 }), signal)).items,
    enabled: cron.trim().split(/\s+/).length >= 5,
    retry: false,
    staleTime: 60_000,
  })
