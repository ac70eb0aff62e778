import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from './http'
import { useList, type Page, type Person } from './lists'

export type ReviewState = 'open' | 'claimed' | 'approved' | 'rejected' | 'changesRequested'
export type Verdict = 'approve' | 'reject' | 'request-changes'

export interface ReviewRow {
  id: string
  title: string
  queue: string | null
  state: ReviewState
  requestedAt: string
  dueAt: string | null
  claimedBy: Person | null
  assignees: unknown[]
  requiredApprovals: number
  approvals: number
  reason: string | null
  subject: { kind: string; id: string; label: string } | null
}

export interface ReviewField {
  name: string
  label: string
  value: unknown
  unit: string | null
  flag: string | null
  history: { label: string; value: unknown }[]
}

export interface Review extends ReviewRow {
  data: unknown
  fields: ReviewField[]
  comments: { id: string; by: Person | string; at: string; text: string }[]
  decisions: { by: Person | string; at: string; verdict: string; comment: string | null }[]
  canDecide: boolean
  cannotDecideBecause: string | null
  version: number
}

export const useReviews = (filters: { state?: string; queue?: string }) =>
  useList<ReviewRow>(['reviews', 'list'], '/api/reviews', filters)

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
  | { act: 'comments'; text: string }

export const useReviewAct = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ act, ...body }: ReviewAct) => post(`/api/reviews/${id}/${act}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}

export const useBulkDecision = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { ids: string[]; verdict: Verdict; comment: string }) => post('/api/reviews/bulk', body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}
