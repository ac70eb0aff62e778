import { UserRoundX, UsersRound } from 'lucide-react'
import { paths } from '../../app/paths'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { SearchBox } from '../../ui/list/FilterBar'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { Pill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { SkeletonRows } from '../../ui/Skeleton'
import { type Column, moreOf, Table } from '../../ui/Table'
import { callOf, type PersonRow, usePersons } from './persons'

const columns: Column<PersonRow>[] = [
  { id: 'who', title: 'Person', cell: callOf },
  { id: 'email', title: 'Address', cell: (row) => row.email ?? '–' },
  {
    id: 'state',
    title: 'State',
    cell: (row) =>
      row.erasedAt && (
        <span className="inline-flex flex-wrap items-center gap-2">
          <Pill tone="neutral" icon={UserRoundX}>
            Erased
          </Pill>
          <RelativeTime at={row.erasedAt} />
        </span>
      ),
  },
  { id: 'responses', title: 'Responses', cell: (row) => row.responses, align: 'right', minor: true },
  { id: 'invitations', title: 'Invitations', cell: (row) => row.invitations, align: 'right', minor: true },
]

/** Everybody whom forms know: to answer what is known of them, and to erase it. */
export function PersonsPage() {
  const [{ search }, setFilters] = useFilters('search')
  const list = usePersons(useDebounced(search, 250))
  return (
    <PageBody>
      <PageHeader
        title="Persons"
        lead="Whom forms know of. Personal answers are sealed with a key of each person; erasing a person destroys it."
      />
      <SearchBox
        label="Search persons"
        placeholder="Search by name or address"
        value={search}
        onSearch={(search) => setFilters({ search })}
        className="mb-3 w-80 max-sm:w-full"
      />
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess &&
          (list.items.length === 0 ? (
            <EmptyState icon={UsersRound} title={search ? 'Nobody fits' : 'Nobody yet'}>
              {search
                ? 'Try fewer letters. Who was erased has no name any more.'
                : 'Whoever is sent a form appears here, with what they answered and agreed to.'}
            </EmptyState>
          ) : (
            <Table
              label="Persons"
              rows={list.items}
              columns={columns}
              keyOf={(row) => row.id}
              linkTo={(row) => paths.person({ personId: row.id })}
              more={moreOf(list)}
            />
          ))}
      </Card>
    </PageBody>
  )
}
