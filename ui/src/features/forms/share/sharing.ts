import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InvitationRow, Recipient } from '../../../api/forms'
import { del, get, post, put, query, request } from '../../../api/http'
import { getAll, type Page } from '../../../api/lists'

export type Channel = 'mail' | 'sms' | 'portal'
export type LetterKind = 'invitation' | 'reminder' | 'sms'

export interface LetterTemplate {
  subject: string
  text: string
  /** Absent: made of the text. */
  html?: string | null
}

/** Mirrors src/ConcertMaster/Forms/Letters/WriteLetter.cs. */
export interface Letter extends LetterTemplate {
  kind: LetterKind
  isUsual: boolean
  usual: LetterTemplate
}

/** Of those who are written to in a language; empty for everybody else. */
export const lettersQuery = (formId: string, language: string) =>
  queryOptions({
    queryKey: ['forms', 'letters', formId, language],
    queryFn: async ({ signal }) => {
      const { data, version } = await request<{ items: Letter[]; names: string[]; languages: string[] }>(
        query(`/api/forms/${formId}/letters`, { language }),
        { signal, fromLog: true },
      )
      return { ...data, version: version ?? 0 }
    },
  })

/** The letter as somebody would get it. */
export const useLetterPreview = (formId: string, kind: LetterKind, language: string, letter: LetterTemplate) =>
  useQuery({
    queryKey: ['letter-preview', formId, kind, language, letter],
    queryFn: ({ signal }) =>
      request<{ subject: string; text: string; html: string }>(
        query(`/api/forms/${formId}/letters/${kind}/preview`, { language }),
        { method: 'POST', body: letter, signal },
      ).then((answer) => answer.data),
    retry: false,
  })

export const useSaveLetter = (formId: string, kind: LetterKind, language: string) => {
  const client = useQueryClient()
  const path = query(`/api/forms/${formId}/letters/${kind}`, { language })
  return useMutation({
    mutationFn: ({ letter, ifMatch }: { letter: LetterTemplate | null; ifMatch: number }) =>
      letter === null ? del(path) : put(path, letter, { ifMatch }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms', 'letters', formId] }),
  })
}

/** Mirrors src/ConcertMaster/Forms/Links/LinkEndpoints.cs. */
export interface OpenLink {
  id: string
  name: string
  url: string
  opensAt: string | null
  closesAt: string | null
  quota: number | null
  onePerPerson: 'none' | 'email'
  createdAt: string
  started: number
  submitted: number
  /** Of the quota: without those that were withdrawn. */
  taken: number
  state: 'open' | 'closed' | 'notYet' | 'full'
}

export interface OpenLinkBody {
  name: string
  opensAt?: string
  closesAt?: string
  quota?: number
  onePerPerson: 'none' | 'email'
  proofOfWork: boolean
  prefill?: Record<string, unknown>
  locked?: string[]
}

export const openLinksQuery = (formId: string) =>
  queryOptions({
    queryKey: ['forms', 'links', formId],
    queryFn: async ({ signal }) => (await get<Page<OpenLink>>(`/api/forms/${formId}/links`, signal)).items,
  })

export const useOpenLinkActs = (formId: string) => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['forms', 'links', formId] })
  return {
    create: useMutation({
      mutationFn: (body: OpenLinkBody) => post<{ id: string; url: string }>(`/api/forms/${formId}/links`, body),
      onSuccess,
    }),
    close: useMutation({ mutationFn: (id: string) => post(`/api/forms/${formId}/links/${id}/close`, {}), onSuccess }),
    sign: useMutation({
      mutationFn: ({ id, ...body }: { id: string; values: Record<string, unknown>; locked: string[] }) =>
        post<{ url: string }>(`/api/forms/${formId}/links/${id}/prefill`, body),
    }),
  }
}

/** Mirrors src/ConcertMaster/Forms/Distributions/DistributionList.cs. */
export interface Distribution {
  id: string
  sentAt: string
  formVersion: number
  deadline: string | null
  message: string | null
  invited: number
  sent: number
  opened: number
  started?: number
  submitted: number
  reminded: number
  bounced: number
  revoked: number
  status: 'scheduled' | 'sending' | 'finished' | 'stopped'
  /** When people are told, where that was not at once. */
  opensAt: string | null
  channel: 'mail' | 'sms' | 'portal'
  /** Why it goes no further just now, such as a mail server that does not answer. */
  waitsBecause: string | null
}

/** Letters that are on their way are watched; what was put off begins by itself. */
const refetchAfter = (sendings: readonly Distribution[]) =>
  sendings.some((one) => one.status === 'sending') ? 2_000 : sendings.some((one) => one.status === 'scheduled') ? 20_000 : false

export const useDistributions = (id: string) =>
  useQuery({
    queryKey: ['forms', 'distributions', id],
    queryFn: ({ signal }) => getAll<Distribution>(`/api/forms/${id}/distributions`, {}, signal),
    refetchInterval: (query) => refetchAfter(query.state.data ?? []),
  })

export const useStopDistribution = (formId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post(`/api/forms/${formId}/distributions/${id}/stop`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms', 'distributions', formId] }),
  })
}

/** Mirrors src/ConcertMaster/Forms/Reminders/RemindAll.cs. */
export const useRemindAll = (formId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post<{ count: number }>(`/api/forms/${formId}/distributions/${id}/remind`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export const queryRecipients = (body: { connection: string; sql: string }) =>
  post<{ items: Recipient[] }>('/api/forms/recipients/query', body)

/** Those of an earlier sending. */
export async function earlierRecipients(formId: string, distributionId: string, state: string): Promise<Recipient[]> {
  const asked = await getAll<InvitationRow>(`/api/forms/${formId}/distributions/${distributionId}`, { state })
  return asked
    .filter((one) => one.email || one.phone)
    .map((one) => ({
      ...(one.email ? { email: one.email } : {}),
      ...(one.name ? { name: one.name } : {}),
      ...(one.reference ? { reference: one.reference } : {}),
      ...(one.phone ? { phone: one.phone } : {}),
      ...(one.language ? { language: one.language } : {}),
    }))
}
