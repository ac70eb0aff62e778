import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, put } from '../api/http'
import { toastFailed } from '../ui/Toast'

export const readPreference = async <T>(name: string): Promise<T | null> =>
  (await get<{ value: T | null }>(`/api/me/preferences/${name}`)).value

export const preferenceQuery = <T>(name: string) =>
  queryOptions({ queryKey: ['me', 'preferences', name], queryFn: () => readPreference<T>(name), staleTime: 60_000 })

export const writePreference = (name: string, value: unknown) => put<null>(`/api/me/preferences/${name}`, value)

/** What I set for myself, here and on any other device. It changes at once and is sent behind. */
export function usePreference<T>(name: string, fallback: T): [T, (value: T) => void] {
  const client = useQueryClient()
  const kept = useQuery(preferenceQuery<T>(name)).data
  const set = useCallback(
    (value: T) => {
      client.setQueryData(preferenceQuery<T>(name).queryKey, value)
      writePreference(name, value).catch(toastFailed)
    },
    [client, name],
  )
  return [kept ?? fallback, set]
}
