import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { get, post, put } from '../../api/http'
import { type Role, sessionQuery } from '../../api/session'

/** A letter went to the person, or, where no letters leave, the link to hand over. */
export interface LinkSent {
  mailed: boolean
  link: string | null
}

const useOnPeople = <Input, Result>(mutationFn: (input: Input) => Promise<Result>) => {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ['users'] }) })
}

export const useInviteUser = () =>
  useOnPeople((body: { email: string; name: string; role: Role }) => post<LinkSent>('/api/users', body))

export const useDeactivateUser = () => useOnPeople((id: string) => post(`/api/users/${id}/deactivate`))

/** Whoever had not joined yet is invited once more. */
export const useReactivateUser = () => useOnPeople((id: string) => post<Partial<LinkSent>>(`/api/users/${id}/reactivate`))

export const useSendPasswordLink = () => useOnPeople((id: string) => post<LinkSent>(`/api/users/${id}/password-link`))

/** Signs in anew: the server has ended every session and begun one here. */
const useThenSignedIn = <Input>(mutationFn: (input: Input) => Promise<unknown>) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: Input) => {
      await mutationFn(input)
      client.clear()
      return client.fetchQuery(sessionQuery)
    },
  })
}

export const useChangePassword = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => put('/api/session/password', body),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
}

export const useRequestPasswordLink = () =>
  useMutation({ mutationFn: (email: string) => post('/api/session/password-link', { email }) })

export interface PasswordLink {
  email: string
  name: string
  organisation: string
  joins: boolean
}

export const passwordLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['password-link', token],
    queryFn: ({ signal }) => get<PasswordLink>(`/api/session/password-links/${token}`, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useSetPassword = (token: string) =>
  useThenSignedIn((password: string) => post(`/api/session/password-links/${token}`, { password }))

export interface SetUp {
  code: string
  organisation: string
  name: string
  email: string
  password: string
}

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => get<{ needed: boolean }>('/api/setup', signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export const useSetUp = () => useThenSignedIn((body: SetUp) => post('/api/setup', body))
