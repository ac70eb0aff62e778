import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from './forms'
import { get, put } from './http'
import { useList } from './lists'

export type ResponseStatus = 'submitted' | 'inReview' | 'approved' | 'rejected' | 'changesRequested'

export interface ResponseRow {
  id: string
  number: string | number
  formId: string
  formName: string
  formVersion: number
  respondent: { name: string | null; email: string | null; reference: string | null }
  status: ResponseStatus
  submittedAt: string
  answers: Record<string, unknown>
}

export interface ResponseDetail extends ResponseRow {
  definition: FormDefinition
  history: { version: number; type: string; timestamp: string; actor: unknown; changes: unknown }[]
  version?: number
}

export const useResponses = (filters: { formId?: string; status?: string; search?: string }) =>
  useList<ResponseRow>(['responses', 'list'], '/api/responses', filters)

export const responseQuery = (id: string) =>
  queryOptions({
    queryKey: ['responses', 'one', id],
    queryFn: ({ signal }) => get<ResponseDetail>(`/api/responses/${id}`, signal),
  })

export const useAmendResponse = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { answers: Record<string, unknown>; reason: string }) => put(`/api/responses/${id}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['responses'] }),
  })
}
