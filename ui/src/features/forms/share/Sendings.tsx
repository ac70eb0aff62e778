import { type Distribution, useDistributions } from '../../../api/forms'
import { useLiveQueries } from '../../../api/live'
import { dateTimeText } from '../../../lib/time'
import { useFilters } from '../../../lib/useFilters'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { RelativeTime } from '../../../ui/RelativeTime'
import { SkeletonRows } from '../../../ui/Skeleton'
import { type Column, Table } from '../../../ui/Table'
import { Board } from './Board'

const columnsFor = (open: (id: string) => void): Column<Distribution>[] => [
  {
    id: 'sent',
    title: 'Sent',
    cell: (one) => (
      <button type="button" onClick={() => open(one.id)} className="text-accent underline underline-offset-2">
        <RelativeTime at={one.sentAt} />
      </button>
    ),
  },
  { id: 'version', title: 'Version', cell: (one) => one.formVersion, align: 'right', minor: true },
  { id: 'invited', title: 'Asked', cell: (one) => <Figure of={one.invited} word="asked" />, align: 'right' },
  { id: 'opened', title: 'Opened', cell: (one) => <Figure of={one.opened} word="opened" />, align: 'right' },
  { id: 'started', title: 'Begun', cell: (one) => one.started ?? '–', align: 'right', minor: true },
  { id: 'submitted', title: 'Answered', cell: (one) => <Figure of={one.submitted} word="answered" />, align: 'right' },
  { id: 'bounced', title: 'Not delivered', cell: (one) => one.bounced || '–', align: 'right', minor: true },
  { id: 'deadline', title: 'Until', cell: (one) => (one.deadline ? dateTimeText(one.deadline) : 'open'), minor: true },
]

function Figure({ of, word }: { of: number; word: string }) {
  return (
    <>
      {of}
      <span className="md:hidden"> {word}</span>
    </>
  )
}

/** What was sent so far, and what became of it. */
export function Sendings({ formId }: { formId: string }) {
  const list = useDistributions(formId)
  const [{ sending }, setFilters] = useFilters('sending')
  useLiveQueries('responses', ['forms', 'distributions', formId])
  return (
    <Card title="Sent so far">
      {list.isPending && <SkeletonRows count={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} compact />}
      {list.data?.items.length === 0 && <p className="p-4 text-ink-2">Nothing was sent yet.</p>}
      {list.data && list.data.items.length > 0 && (
        <Table
          label="Sent so far"
          rows={list.data.items}
          columns={columnsFor((id) => setFilters({ sending: id }))}
          keyOf={(one) => one.id}
        />
      )}
      {sending && <Board formId={formId} distributionId={sending} onClose={() => setFilters({ sending: null })} />}
    </Card>
  )
}
