import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from './http'
import { useList, type Page, type Person } from './lists'

export type ReviewState = 'open' | 'claimed' | 'approved' | 'rejected' | 'changesRequested' | 'withdrawn'
export type Verdict = 'approved' | 'rejected' | 'changesRequested'

export interface ReviewRow {
  id: string
  title: string
  queue: string
  state: ReviewState
  requestedAt: string
  dueAt: string | null
  claimedBy: Person | null
  assignees: string[]
  requiredApprovals: number
  approvals: number
  reason: string | null
  subject: { kind: string; id: string; label: string }
  decidedAt?: string | null
}

export interface ReviewField {
  name: string
  label: string
  value: unknown
  unit: string | null
  flag: string | null
  history: { label: string; value: unknown }[]
}

export interface ReviewComment {
  id: string
  by: Person
  at: string
  text: string
  field?: string | null
}

export interface ReviewDecision {
  by: Person
  at: string
  verdict: string
  comment: string | null
}

export interface Review extends ReviewRow {
  data: unknown
  fields: ReviewField[]
  comments: ReviewComment[]
  decisions: ReviewDecision[]
  canDecide: boolean
  cannotDecideBecause: string | null
  version: number
}

export interface ReviewFilters {
  state?: string
  queue?: string
  search?: string
}

export const useReviews = (filters: ReviewFilters) =>
  useList<ReviewRow>(['reviews', 'list'], '/api/reviews', { ...filters })

/** How many reviews are open, for the rail; the list stops counting at one page. */
export const useOpenReviewCount = (enabled: boolean) =>
  useQuery({
    queryKey: ['reviews', 'count'],
    queryFn: async ({ signal }) =>
      (await get<Page<ReviewRow>>('/api/reviews?state=open&limit=100', signal)).items.length,
    enabled,
  })

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['reviews', 'one', id],
    queryFn: ({ signal }) => get<Review>(`/api/reviews/${id}`, signal),
  })

export type ReviewAct =
  | { act: 'claim' | 'release' }
  | { act: 'approve'; comment?: string }
  | { act: 'reject'; comment: string }
  | { act: 'request-changes'; comment: string; fields?: string[] }
  | { act: 'comments'; text: string; field?: string }

export const useReviewAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, act, ...body }: ReviewAct & { id: string }) => post(`/api/reviews/${id}/${act}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}

export interface BulkOutcome {
  id: string
  decided: boolean
  code: string | null
  message: string | null
}

export const useBulkDecision = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { ids: string[]; verdict: Verdict; comment?: string }) =>
      post<{ items: BulkOutcome[] }>('/api/reviews/bulk', body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}
