import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../../api/http'
import { useList } from '../../api/lists'

/** Mirrors src/ConcertMaster/Persons/PersonList.cs. An erased person has no address and no name any more. */
export interface PersonRow {
  id: string
  email: string | null
  name: string | null
  erasedAt: string | null
  responses: number
  invitations: number
}

export interface PersonDetail {
  id: string
  email: string | null
  name: string | null
  createdAt: string
  erasedAt: string | null
  responses: { id: string; number: string; formId: string; formName: string; submittedAt: string }[]
  consents: { consentId: string; textVersion: string; givenAt: string; withdrawnAt: string | null }[]
}

export const usePersons = (search: string) => useList<PersonRow>(['persons', 'list'], '/api/persons', { search })

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['persons', 'one', id],
    queryFn: ({ signal }) => get<PersonDetail>(`/api/persons/${id}`, signal),
  })

/** What erasing touches reaches far: responses, invitations, files. Everything is read anew. */
export const useErasePerson = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) => post<{ erasedAt: string }>(`/api/persons/${id}/erase`, { reason }),
    onSuccess: () => client.invalidateQueries(),
  })
}

/** Mirrors src/ConcertMaster/Persons/Consents.cs: the person has said so by telephone or letter. */
export const useWithdrawConsent = (personId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ consentId, reason }: { consentId: string; reason: string }) =>
      post(`/api/persons/${personId}/consents/${encodeURIComponent(consentId)}/withdraw`, { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['persons', 'one', personId] }),
  })
}

export const callOf = (person: { name: string | null; email: string | null; erasedAt: string | null }) =>
  person.erasedAt ? 'Erased person' : person.name || person.email || 'Unnamed person'
