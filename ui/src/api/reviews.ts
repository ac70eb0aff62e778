import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from './http'
import { useList, type Page, type Person } from './lists'

export type ReviewState = 'open' | 'claimed' | 'returned' | 'approved' | 'rejected' | 'changesRequested' | 'withdrawn'
export type Verdict = 'approved' | 'rejected' | 'changesRequested'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

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
  stage: string
  claimedUntil: string | null
  openQueries: number
  revisions: number
  waiting: { id: string; name: string; openTo: string[] }[]
  assignedIds: string[]
  delegatedTo: string[]
  priority: Priority
  /** Readers of a label disagree, or did. */
  disputed: boolean
  label: string | null
  /** Not late yet, but its queue usually takes longer than is left. */
  likelyLate: boolean
  usualHours: number | null
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
  replyTo: string | null
  isQuery: boolean
  resolvedBy: Person | null
  mentions: Person[]
  files: CommentFile[]
}

export interface CommentFile {
  id: string
  /** Null once it was forgotten. */
  name: string | null
  size: number
  sha256: string
  status: 'quarantined' | 'ready' | 'rejected' | 'forgotten'
  because: string | null
}

/** Mirrors src/ConcertMaster/Reviews/Discussing/CommentFiles.cs. */
export const sendCommentFile = (reviewId: string, file: File) =>
  post<CommentFile>(`/api/reviews/${reviewId}/files`, file)

export const commentFileUrl = (reviewId: string, fileId: string) => `/api/reviews/${reviewId}/files/${fileId}`

export interface ReviewDecision {
  by: Person
  at: string
  verdict: string
  comment: string | null
  label: string | null
  adjudicates: boolean
  stage: string
  onBehalfOf: Person | null
  reasons: string[]
  signature: { name: string; meaning: string; contentHash: string; at: string } | null
  lapsedAt: string | null
}

export interface ReviewStage {
  id: string
  name: string
  step: number
  rule: { kind: 'any' | 'all' | 'count' | 'weight' | 'onePerGroup'; needed: number; rejectedBy: 'one' | 'rule' }
  seats: { kind: 'person' | 'team' | 'role' | 'skill'; id: string; weight: number; mayVeto: boolean }[]
  when: string | null
  fields: string[]
  signature: string | null
  blind: boolean
  /** Chosen among instead of approving; none for a stage that is approved. */
  labels: string[]
  adjudicators: ReviewStage['seats']
  disputed: boolean
  assignedTo: Person[]
  state: 'open' | 'later' | 'passed' | 'failed' | 'passedOver' | 'ended'
}

type OnlyInLists =
  'revisions' | 'waiting' | 'stage' | 'openQueries' | 'assignedIds' | 'delegatedTo' | 'disputed' | 'label' | 'likelyLate' | 'usualHours'

export interface Review extends Omit<ReviewRow, OnlyInLists> {
  data: unknown
  fields: ReviewField[]
  contentHash: string
  asksSender: boolean
  /** Verdicts that need a reason of the catalogue. */
  reasonRequiredFor: Verdict[]
  stages: ReviewStage[]
  /** Where I would speak now; null when I may not. */
  seat: { stage: string; name: string; onBehalfOf: Person | null; signature: string | null; labels: string[]; settles: boolean } | null
  /** What stands, by the ids of the stages that label. */
  labels: Record<string, string>
  comments: ReviewComment[]
  decisions: ReviewDecision[]
  awaited: { by: Person; comment: string; fields: string[]; at: string } | null
  revisions: { contentHash: string; changed: string[]; by: string; at: string; before: Record<string, unknown> | null }[]
  canDecide: boolean
  cannotDecideBecause: string | null
  version: number
}

export interface ReviewFilters {
  state?: string
  queue?: string
  search?: string
  sort?: string
  verdict?: string
  late?: string
  person?: string
  likelyLate?: string
  onTime?: string
  firstPass?: string
  disputed?: string
  age?: string
  reason?: string
  days?: string
  label?: string
  /** Kind and id of what they are about, such as `response:…`. */
  subject?: string
}

export const useReviews = (filters: ReviewFilters) =>
  useList<ReviewRow>(['reviews', 'list'], '/api/reviews', { ...filters })

/** How many reviews are open, for the rail. */
export const useOpenReviewCount = (enabled: boolean) =>
  useQuery({
    queryKey: ['reviews', 'count'],
    queryFn: async ({ signal }) => (await get<{ count: number }>('/api/reviews/count', signal)).count,
    enabled,
  })

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['reviews', 'one', id],
    queryFn: ({ signal }) => get<Review>(`/api/reviews/${id}`, signal),
    // Nobody is told when the scanner has looked at a file, so it is asked for.
    refetchInterval: ({ state }) => (state.data?.comments.some(isBeingScanned) ? 3_000 : false),
  })

const isBeingScanned = (comment: ReviewComment) => comment.files.some((file) => file.status === 'quarantined')

export interface Signature {
  name: string
  password: string
  meaning: string
}

/** Where and about which content somebody decides. */
export interface Terms {
  stage?: string
  contentHash?: string
  reasons?: string[]
}

export interface CatalogueReason {
  code: string
  label: string
  verdict: Verdict | null
}

export const useReasons = () =>
  useQuery({
    queryKey: ['reviews', 'reasons'],
    queryFn: ({ signal }) => get<Page<CatalogueReason> & { requiredFor: Verdict[] }>('/api/reviews/reasons', signal),
    staleTime: 60_000,
  })

export type ReviewAct =
  | { act: 'claim' | 'release' | 'recall-changes' | `comments/${string}/resolve` | `comments/${string}/reopen` }
  | ({ act: 'approve' | 'abstain'; comment?: string; signature?: Signature } & Terms)
  | ({ act: 'label'; label: string; comment?: string; signature?: Signature } & Terms)
  | ({ act: 'reject'; comment: string; signature?: Signature } & Terms)
  | ({ act: 'request-changes'; comment: string; fields?: string[] } & Terms)
  | { act: 'comments'; text: string; field?: string; replyTo?: string; query?: boolean; mentions?: string[]; files?: string[] }
  | { act: 'delegate'; to: string; reason: string; stage?: string }
  | { act: 'assign'; to: string[]; reason: string; stage?: string }

export const useReviewAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, act, ...body }: ReviewAct & { id: string }) => post(`/api/reviews/${id}/${act}`, body),
    // It fails at once without a connection, and is kept by whoever asked for it.
    networkMode: 'always',
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}

export interface BulkOutcome {
  id: string
  decided: boolean
  code: string | null
  message: string | null
}

/** What a decision would do to each, before it is taken. */
export const useBulkPreview = (ids: readonly string[], verdict: Verdict, enabled: boolean) =>
  useQuery({
    queryKey: ['reviews', 'bulk', verdict, ids],
    queryFn: ({ signal }) =>
      post<{ items: BulkOutcome[]; alike: boolean }>('/api/reviews/bulk/preview', { ids, verdict }, { signal }),
    enabled: enabled && ids.length > 0,
  })

export const useBulkDecision = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { ids: string[]; verdict: Verdict; comment?: string }) =>
      post<{ items: BulkOutcome[] }>('/api/reviews/bulk', body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reviews'] }),
  })
}
