import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from '../form-view/definition'
import { get, post, put, query } from './http'
import { useList, type Page } from './lists'

export type ResponseStatus = 'submitted' | 'inReview' | 'approved' | 'rejected' | 'changesRequested' | 'withdrawn'

export interface ResponseRow {
  id: string
  number: string
  formId: string
  formName: string
  formVersion: number
  respondent: { name?: string | null; email: string; reference?: string | null }
  status: ResponseStatus
  submittedAt: string
  answers: Record<string, unknown>
}

export interface AnswerChange {
  field: string
  before: unknown
  after: unknown
}

export interface ResponseHistoryEntry {
  version: number
  type: string
  timestamp: string
  actor: string
  reason: string | null
  changes: AnswerChange[]
}

export interface ResponseDetail extends ResponseRow {
  definition: FormDefinition
  contentHash: string
  /** Which answers are sealed: masked unless one may see them. */
  protected?: Record<string, 'personal' | 'secret'>
  personId?: string | null
  /** The run that waited for the answers; null where nobody did. */
  runId?: string | null
  /** Names that were answered and not kept: hidden by the logic, or not asked. */
  dropped?: string[]
  history: ResponseHistoryEntry[]
  version: number
}

export interface ResponseFilters {
  formId?: string
  status?: string
  search?: string
  version?: string
  /** Times. */
  from?: string
  until?: string
  /** A question, how its answer is compared, and with what. */
  field?: string
  is?: string
  value?: string
}

export const useResponses = (filters: ResponseFilters) =>
  useList<ResponseRow>(['responses', 'list'], '/api/responses', { ...filters })

export const responseQuery = (id: string) =>
  queryOptions({
    queryKey: ['responses', 'one', id],
    queryFn: ({ signal }) => get<ResponseDetail>(`/api/responses/${id}`, signal),
  })

export const useAmendResponse = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ ifMatch, ...body }: { answers: Record<string, unknown>; reason: string; ifMatch: number }) =>
      put(`/api/responses/${id}`, body, { ifMatch }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['responses'] }),
  })
}

export const useWithdrawResponse = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ ifMatch, reason }: { reason: string; ifMatch: number }) =>
      post(`/api/responses/${id}/withdraw`, { reason }, { ifMatch }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['responses'] }),
  })
}

const exportCountMax = 10_000

/** All responses that fit, page after page, for a file. */
export async function readAllResponses(filters: ResponseFilters): Promise<ResponseRow[]> {
  const all: ResponseRow[] = []
  let cursor: string | null = null
  do {
    const page: Page<ResponseRow> = await get(query('/api/responses', { ...filters, limit: 200, cursor }))
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== null && all.length < exportCountMax)
  return all
}
