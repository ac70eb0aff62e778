import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post, put } from './http'
import { useList, type Page } from './lists'
import type { JsonSchema } from './nodes'

export interface FormRow {
  id: string
  name: string
  status: 'draft' | 'published' | 'changed'
  version: number
  publishedVersion: number | null
  fieldCount: number
  responseCount: number
  updatedAt: string
}

export interface FieldUi {
  widget?: string
  label?: string
  help?: string
  unit?: string
  placeholder?: string
}

export interface FormDefinition {
  schema: JsonSchema
  ui: {
    order?: string[]
    pages?: { title: string; fields: string[] }[]
    fields?: Record<string, FieldUi>
    submitLabel?: string
    intro?: string
    thanks?: string
  }
}

export interface Form {
  id: string
  name: string
  version: number
  definition: FormDefinition
  published: { version: number; hash: string } | null
  hasUnpublishedChanges: boolean
}

export interface Recipient {
  email: string
  name?: string
  reference?: string
  prefill?: Record<string, unknown>
}

export interface SendFormBody {
  recipients: Recipient[]
  message?: string
  deadline?: string
}

export interface Invitation {
  token: string
  url: string
  email: string
}

export interface PublicForm {
  name: string
  organisation: string | { name: string; [key: string]: unknown }
  version: number
  definition: FormDefinition
  prefill: Record<string, unknown> | null
  recipient: { name: string | null } | null
  status: 'open' | 'submitted' | 'closed'
  deadline: string | null
  receipt?: Receipt | null
  message?: string | null
}

export interface Receipt {
  number: string | number
  submittedAt: string
  contentHash: string
}

export const useForms = (filters: { search?: string; status?: string } = {}) =>
  useList<FormRow>(['forms', 'list'], '/api/forms', filters)

export const formQuery = (id: string) =>
  queryOptions({ queryKey: ['forms', 'one', id], queryFn: ({ signal }) => get<Form>(`/api/forms/${id}`, signal) })

export const useCreateForm = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; definition?: FormDefinition }) =>
      post<{ id: string; version: number }>('/api/forms', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms', 'list'] }),
  })
}

export const useSaveForm = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ ifMatch, ...body }: { name?: string; definition: FormDefinition; ifMatch?: number }) =>
      put<{ version: number }>(`/api/forms/${id}`, body, ifMatch === undefined ? {} : { ifMatch }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export const usePublishForm = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<{ version: number; hash: string }>(`/api/forms/${id}/publish`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export const useSendForm = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SendFormBody) =>
      post<{ distributionId: string; invitations: Invitation[] }>(`/api/forms/${id}/send`, body, {
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export const useDistributions = (id: string) =>
  useQuery({
    queryKey: ['forms', 'distributions', id],
    queryFn: ({ signal }) => get<Page<Record<string, unknown>>>(`/api/forms/${id}/distributions`, signal),
  })

export const publicFormQuery = (token: string) =>
  queryOptions({
    queryKey: ['public-form', token],
    queryFn: ({ signal }) => get<PublicForm>(`/api/public/forms/${encodeURIComponent(token)}`, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useSubmitForm = (token: string) =>
  useMutation({
    mutationFn: ({ answers, key }: { answers: unknown; key: string }) =>
      post<{ responseId: string; receipt: Receipt }>(
        `/api/public/forms/${encodeURIComponent(token)}/submissions`,
        { answers },
        { idempotencyKey: key },
      ),
  })
