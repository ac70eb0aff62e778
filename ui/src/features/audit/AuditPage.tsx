import { ScrollText } from 'lucide-react'
import { useAuditEvents } from '../../api/audit'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { AuditFilterBar, type AuditFilterValues } from './AuditFilterBar'
import { AuditLine } from './AuditLine'

/** The log as sentences, newest first. */
export function AuditPage() {
  const [filters, setFilters] = useFilters('search', 'type', 'actor', 'from', 'to', 'stream', 'correlation')
  const list = useAuditEvents(asked(useDebouncedFilters(filters)))
  const filtered = Object.values(filters).some((value) => value !== '')
  return (
    <PageBody>
      <PageHeader
        title="Audit"
        lead="Everything that was ever done here, by whom and when. Nothing in it can be changed."
      />
      <AuditFilterBar filters={filters} onChange={setFilters} />
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && list.items.length === 0 && (
          <EmptyState icon={ScrollText} title={filtered ? 'Nothing fits' : 'Nothing has happened yet'}>
            {filtered ? 'Take a filter away, or widen the time.' : 'The first act appears here at once.'}
          </EmptyState>
        )}
        <ol className="divide-y divide-line">
          {list.items.map((event) => (
            <AuditLine key={event.sequence} event={event} onFilter={setFilters} />
          ))}
        </ol>
        {list.hasNextPage && (
          <div className="flex justify-center border-t border-line p-3">
            <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Card>
    </PageBody>
  )
}

const useDebouncedFilters = (filters: AuditFilterValues) => ({ ...filters, search: useDebounced(filters.search, 250) })

/** Days are meant as the reader has them: from its first moment to its last. */
function asked(filters: AuditFilterValues) {
  return {
    ...filters,
    from: filters.from && new Date(`${filters.from}T00:00:00`).toISOString(),
    to: filters.to && new Date(`${filters.to}T23:59:59.999`).toISOString(),
  }
}
