import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post, put } from '../../../api/http'
import type { Page } from '../../../api/lists'
import type { CatalogueReason, Verdict } from '../../../api/reviews'

/** A reviewer as people write it: an address, or an object with one of these keys. */
export type ReviewerKind = 'person' | 'team' | 'role' | 'skill' | 'expression'
export type Reviewer = string | ({ [kind in ReviewerKind]?: string } & { weight?: number; veto?: boolean })

export interface StageConfig {
  name?: string
  rule?: 'any' | 'all' | 'count' | 'weight' | 'onePerGroup' | 'veto'
  needed?: number
  reviewers?: Reviewer[] | string
  rejectedBy?: 'one' | 'rule'
  assign?: 'pool' | 'roundRobin' | 'leastLoaded'
  parallel?: boolean
  when?: string
  fields?: string[]
  signature?: string
  blind?: boolean
  mayRepeat?: boolean
  labels?: string[]
  adjudicators?: Reviewer[] | string
}

export interface StageTemplate {
  id: string
  name: string
  stages: StageConfig[]
  changedAt: string
}

export interface OpenHours {
  day: string
  from: string
  to: string
}

export interface Calendar {
  id: string
  name: string
  zone: string
  hours: OpenHours[]
  holidays: string[]
}

export interface ReviewRule {
  kind: string
  queue: string
  template: string | null
  dueIn: string | null
}

export const useTemplates = () =>
  useQuery({
    queryKey: ['reviews', 'templates'],
    queryFn: ({ signal }) => get<Page<StageTemplate>>('/api/reviews/templates', signal),
  })

export const useCalendars = () =>
  useQuery({
    queryKey: ['reviews', 'calendars'],
    queryFn: ({ signal }) => get<Page<Calendar>>('/api/reviews/calendars', signal),
  })

export const useRules = () =>
  useQuery({
    queryKey: ['reviews', 'rules'],
    queryFn: ({ signal }) => get<{ items: ReviewRule[]; kinds: string[] }>('/api/reviews/rules', signal),
  })

type SettingsAct =
  | { act: 'saveTemplate'; id: string | null; name: string; stages: StageConfig[] }
  | { act: 'removeTemplate'; id: string }
  | { act: 'saveCalendar'; id: string | null; calendar: Omit<Calendar, 'id'> }
  | { act: 'removeCalendar'; id: string }
  | { act: 'setRules'; rules: ReviewRule[] }
  | { act: 'setReasons'; reasons: CatalogueReason[]; requiredFor: Verdict[] }

export const useSettingsAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (one: SettingsAct): Promise<unknown> => {
      switch (one.act) {
        case 'saveTemplate': {
          const body = { name: one.name, stages: one.stages }
          return one.id ? put(`/api/reviews/templates/${one.id}`, body) : post('/api/reviews/templates', body)
        }
        case 'removeTemplate':
          return del(`/api/reviews/templates/${one.id}`)
        case 'saveCalendar':
          return one.id
            ? put(`/api/reviews/calendars/${one.id}`, one.calendar)
            : post('/api/reviews/calendars', one.calendar)
        case 'removeCalendar':
          return del(`/api/reviews/calendars/${one.id}`)
        case 'setRules':
          return put('/api/reviews/rules', { rules: one.rules })
        case 'setReasons':
          return put('/api/reviews/reasons', { reasons: one.reasons, requiredFor: one.requiredFor })
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}
