import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { del, get, post, put, rememberAntiforgery } from './http'
import { getAll } from './lists'

export type Role = 'owner' | 'builder' | 'reviewer' | 'auditor' | 'operator'

export interface Session {
  user: { id: string; name: string; email: string }
  organisation: { id: string; slug: string; name: string }
  role: Role
  permissions: string[]
  antiforgeryToken: string
  development: boolean
}

export interface User {
  id: string
  name: string
  email: string
  role: Role
  status: 'active' | 'invited' | 'deactivated'
  lastSignInAt: string | null
  invitedAt: string | null
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await get<Session>('/api/session')
    rememberAntiforgery(session.antiforgeryToken)
    return session
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

/** Who is signed in. Only pages inside the shell may ask: the shell has loaded it. */
export const useSession = () => useSuspenseQuery(sessionQuery).data

/** Permissions are the server's names: src/ConcertMaster/Shared/Permission.cs. */
export const useMay = () => {
  const { permissions } = useSession()
  return (permission: string) => permissions.includes(permission)
}

export const useSignIn = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) => {
      await post('/api/session', credentials)
      client.clear()
      return client.fetchQuery(sessionQuery)
    },
  })
}

export const useSignOut = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => del('/api/session'),
    onSettled: () => {
      rememberAntiforgery('')
      client.clear()
    },
  })
}

export const useUsers = () =>
  useQuery({ queryKey: ['users'], queryFn: ({ signal }) => getAll<User>('/api/users', {}, signal) })

export const useChangeRole = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) => put(`/api/users/${id}/role`, { role }),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  })
}
