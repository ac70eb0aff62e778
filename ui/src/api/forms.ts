import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from '../form-view/definition'
import { del, get, post, put, request } from './http'
import { useList, type Page } from './lists'

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

export interface Form {
  id: string
  name: string
  version: number
  definition: FormDefinition
  published: { version: number; hash: string; publishedAt?: string } | null
  hasUnpublishedChanges: boolean
}

export interface Recipient {
  email?: string
  name?: string
  reference?: string
  phone?: string
  message?: string
  /** That letters to them are written in, such as `de`. */
  language?: string
  prefill?: Record<string, unknown>
}

export interface SendFormBody {
  recipients: Recipient[]
  message?: string
  deadline?: string
  /** When people are told; absent: at once. */
  opensAt?: string
  /** Durations after the sending, such as P7D. */
  reminders?: string[]
  channel?: 'mail' | 'sms' | 'portal'
  background?: boolean
  /** Questions whose filled-in answer cannot be changed. */
  locked?: string[]
}

export interface Invitation {
  token: string
  url: string
  email: string
  phone: string | null
  /** Why it could not be delivered. */
  bounced: string | null
}

export const useForms = (filters: { search?: string; status?: string } = {}) =>
  useList<FormRow>(['forms', 'list'], '/api/forms', filters)

export const formQuery = (id: string) =>
  queryOptions({ queryKey: ['forms', 'one', id], queryFn: ({ signal }) => get<Form>(`/api/forms/${id}`, signal) })

export interface FormTemplate {
  id: string
  name: string
  description: string
  fields: number
  pages: number
  definition: FormDefinition
}

/** What a new form can begin with; part of the product, so asked for once. */
export const useFormTemplates = (enabled: boolean) =>
  useQuery({
    queryKey: ['forms', 'templates'],
    queryFn: async ({ signal }) =>
      (await get<{ items: FormTemplate[] }>('/api/forms/templates', signal)).items,
    staleTime: Infinity,
    enabled,
  })

export const useCreateForm = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; definition?: FormDefinition }) =>
      post<{ id: string; version: number }>('/api/forms', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms', 'list'] }),
  })
}

/** As the log has it, whatever was read before. */
export const readForm = async (id: string) => (await request<Form>(`/api/forms/${id}`, { fromLog: true })).data

export const saveForm = (id: string, body: { name: string; definition: FormDefinition }, ifMatch: number) =>
  put<{ version: number }>(`/api/forms/${id}`, body, { ifMatch })

/** Mirrors `Finding` of src/ConcertMaster/Forms/Logic/LogicAnalysis.cs. */
export interface FormFault {
  path: string
  code: string
  field: string | null
  message: string
  /** That lacks a text. */
  language?: string | null
}

/** Asks the query of a lookup as it is edited. */
export const useTryLookup = () =>
  useMutation({
    mutationFn: (body: { lookup: unknown; schema: unknown; search: string }) =>
      post<{ items: { value: unknown; label: string }[] }>('/api/forms/lookups/try', body),
  })

/** Mirrors src/ConcertMaster/Forms/Filling/TestFillings.cs. */
export interface TestAnswer {
  number: string
  answers: Record<string, unknown>
  contentHash: string
  at: string
}

export const testAnswersQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'tests', id],
    queryFn: ({ signal }) => get<{ items: TestAnswer[] }>(`/api/forms/${id}/tests/answers`, signal),
  })

export const useMakeTest = (id: string) =>
  useMutation({ mutationFn: () => post<{ url: string; expiresAt: string }>(`/api/forms/${id}/tests`) })

export const useForgetTests = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => del(`/api/forms/${id}/tests`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms', 'tests', id] }),
  })
}

/** Mirrors `UpgradeReport` of src/ConcertMaster/Forms/Importing/SchemaUpgrade.cs: `notes` are what cannot be asked as it is meant. */
interface ImportReport {
  from: string
  changes: { path: string; message: string }[]
  notes: { path: string; message: string }[]
}

/** What the server makes of a schema of any draft, without keeping it. */
export const useReadSchema = () =>
  useMutation({
    mutationFn: (schema: unknown) =>
      post<{ definition: FormDefinition; report: ImportReport }>('/api/forms/import?dryRun=true', { schema }),
  })

/** Mirrors src/ConcertMaster/Forms/Definitions/EditHistory.cs: `past` is oldest first, the first of `future` is next. */
export interface UndoHistory {
  version: number
  past: { name: string; definition: FormDefinition }[]
  future: { name: string; definition: FormDefinition }[]
}

export const undoQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'undo', id],
    queryFn: ({ signal }) => get<UndoHistory>(`/api/forms/${id}/undo`, signal),
  })

export const analyseForm = async (definition: FormDefinition, formId: string | null, signal: AbortSignal) =>
  (
    await request<{ errors: FormFault[]; warnings: FormFault[] }>('/api/forms/analysis', {
      method: 'POST',
      body: { definition, formId },
      signal,
    })
  ).data

export const usePublishForm = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<{ version: number; hash: string }>(`/api/forms/${id}/publish`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

interface Sent {
  distributionId: string
  count: number
  status: 'scheduled' | 'sending' | 'finished'
  invitations: Invitation[]
}

export const useSendForm = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    // The key comes from the page, so that pressing again after a lost answer invites nobody twice.
    mutationFn: ({ key, ...body }: SendFormBody & { key: string }) =>
      post<Sent>(`/api/forms/${id}/send`, body, { idempotencyKey: key }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

/** One person of a sending. */
export interface InvitationRow {
  id: string
  email: string
  name: string | null
  reference: string | null
  phone: string | null
  language: string | null
  state: 'issued' | 'sent' | 'bounced' | 'opened' | 'started' | 'submitted' | 'revoked'
  sentAt: string | null
  openedAt: string | null
  startedAt: string | null
  submittedAt: string | null
  reminders: number
  bouncedBecause: string | null
}

export const useInvitations = (formId: string, distributionId: string, filters: { state?: string; search?: string } = {}) =>
  useList<InvitationRow>(
    ['forms', 'invitations', formId, distributionId],
    `/api/forms/${formId}/distributions/${distributionId}`,
    filters,
  )

export const useActOnInvitation = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, act }: { id: string; act: 'resend' | 'revoke' }) => post(`/api/invitations/${id}/${act}`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export interface FormVersion {
  version: number
  hash: string
  publishedAt: string
  fieldCount: number
}

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'versions', id],
    queryFn: ({ signal }) => get<Page<FormVersion>>(`/api/forms/${id}/versions`, signal),
  })

/** A published version never changes. */
export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['form-version', id, version],
    queryFn: ({ signal }) =>
      get<{ version: number; hash: string; definition: FormDefinition }>(`/api/forms/${id}/versions/${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Mirrors the answer of src/ConcertMaster/Forms/Filling/DropOff.cs. */
export interface DropOffVersion {
  version: number
  started: number
  submitted: number
  /** The last of them is the list of all answers before they are sent. */
  pages: { page: number; title: string; isCheck: boolean; reached: number; left: number; medianSeconds: number | null }[]
  /** In the order of the form, those that somebody came to. */
  fields: { field: string; label: string; answered: number; lastTouched: number; medianSeconds: number | null }[]
}

/** What was ever asked in a form: one definition over all published versions. */
export const formQuestionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'questions', id],
    queryFn: ({ signal }) =>
      get<{ definition: FormDefinition; versions: number[]; asked: Record<string, number[]> }>(`/api/forms/${id}/questions`, signal),
  })

export const dropOffQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'drop-off', id],
    queryFn: ({ signal }) => get<{ versions: DropOffVersion[] }>(`/api/forms/${id}/drop-off`, signal),
  })
