import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, put } from '../api/http'
import { toastFailed } from '../ui/Toast'

const keyOf = (name: string) => ['me', 'preferences', name]

export const readPreference = async <T>(name: string): Promise<T | null> =>
  (await get<{ value: T | null }>(`/api/me/preferences/${name}`)).value

export const writePreference = (name: string, value: unknown) => put<null>(`/api/me/preferences/${name}`, value)

/** What I set for myself, here and on any other device. It changes at once and is sent behind. */
export function usePreference<T>(name: string, fallback: T): [T, (value: T) => void] {
  const client = useQueryClient()
  const kept = useQuery({ queryKey: keyOf(name), queryFn: () => readPreference<T>(name), staleTime: 60_000 }).data
  const set = useCallback(
    (value: T) => {
      client.setQueryData(keyOf(name), value)
      writePreference(name, value).catch(toastFailed)
    },
    [client, name],
  )
  return [kept ?? fallback, set]
}
