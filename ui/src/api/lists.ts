import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query'
import { get, query } from './http'

export interface Page<T> {
  items: T[]
  next: string | null
}

export interface Person {
  id: string
  name: string
}

type Filters = Record<string, string | number | null | undefined>

/** Most rows of one answer: mirrors src/ConcertMaster/Shared/Limits.cs. */
const pageSizeMax = 200

/** A list that is needed whole, page after page. */
export async function getAll<T>(path: string, filters: Filters = {}, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await get<Page<T>>(query(path, { ...filters, limit: pageSizeMax, cursor }), signal)
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return all
}

/** A list read page by page; `items` is everything read so far. */
export function useList<T>(key: QueryKey, path: string, filters: Filters = {}, limit = 50) {
  const result = useInfiniteQuery({
    queryKey: [...key, filters],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(query(path, { ...filters, limit, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  return { ...result, items: result.data?.pages.flatMap((page) => page.items) ?? [] }
}
