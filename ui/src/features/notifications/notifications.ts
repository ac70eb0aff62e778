import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post, put } from '../../api/http'
import type { Page } from '../../api/lists'

export interface Notice {
  id: string
  kind: string
  title: string
  body: string
  path: string
  at: string
  readAt: string | null
}

export interface Preferences {
  mail: 'now' | 'digest' | 'none'
  digestHour: number
  zone: string
  muted: string[]
}

export interface Hook {
  id: string
  url: string
  format: 'json' | 'slack'
  /** When something was last sent there, and what came of it; null: nothing yet, and no fault. */
  lastAt: string | null
  fault: string | null
  willRetry: boolean
}

const pollMs = 30_000

/** Newest first. A notice follows its event by a moment, so this asks now and then beside the live updates. */
export const useNotices = () =>
  useQuery({
    queryKey: ['notifications', 'list'],
    queryFn: ({ signal }) => get<Page<Notice>>('/api/notifications?limit=50', signal),
    refetchInterval: pollMs,
  })

export const usePreferences = () =>
  useQuery({
    queryKey: ['notifications', 'preferences'],
    queryFn: ({ signal }) => get<Preferences>('/api/notifications/preferences', signal),
  })

export const useHooks = (enabled: boolean) =>
  useQuery({
    queryKey: ['notifications', 'hooks'],
    queryFn: ({ signal }) => get<Page<Hook>>('/api/notifications/hooks', signal),
    enabled,
  })

type NoticeAct =
  | { act: 'read'; ids: string[] | null }
  | { act: 'prefer'; preferences: Preferences }
  | { act: 'addHook'; url: string; format: string }
  | { act: 'removeHook'; id: string }

export const useNoticeAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (one: NoticeAct): Promise<unknown> => {
      switch (one.act) {
        case 'read':
          return post('/api/notifications/read', { ids: one.ids })
        case 'prefer':
          return put('/api/notifications/preferences', one.preferences)
        case 'addHook':
          return post('/api/notifications/hooks', { url: one.url, format: one.format })
        case 'removeHook':
          return del(`/api/notifications/hooks/${one.id}`)
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
}
