import type { ReactNode } from 'react'
import { ErrorState } from '../ErrorState'
import { SkeletonRows } from '../Skeleton'

interface ListBodyProps {
  list: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown; items: readonly unknown[] }
  empty: ReactNode
  children: ReactNode
}

/** Loading, failed, empty, or the rows: the four states of every list. */
export function ListBody({ list, empty, children }: ListBodyProps) {
  if (list.isPending) return <SkeletonRows />
  if (list.isError && list.items.length === 0)
    return (
      <div className="p-4">
        <ErrorState error={list.error} onRetry={() => void list.refetch()} compact />
      </div>
    )
  return list.items.length === 0 ? empty : children
}
