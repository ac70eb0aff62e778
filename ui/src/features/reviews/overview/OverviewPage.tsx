import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChartNoAxesColumn, Scale } from 'lucide-react'
import { Link } from 'react-router'
import { get, query } from '../../../api/http'
import { useReasons } from '../../../api/reviews'
import { paths } from '../../../app/paths'
import { sentenceOf } from '../../../lib/text'
import { useFilters } from '../../../lib/useFilters'
import { ButtonLink } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Select } from '../../../ui/Field'
import { Card, PageBody, PageHeader } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Bars } from './Bars'

interface Dashboard {
  since: string
  ageing: { age: string; count: number }[]
  totals: {
    decided: number
    onTime: number
    withDue: number
    firstPass: number
    medianHours: number | null
    open: number
    late: number
    returned: number
  }
  reasons: { code: string; verdict: string; count: number }[]
  load: { personId: string; name: string | null; open: number; decided: number }[]
  queues: { name: string; open: number; late: number; medianHours: number | null; likelyLate: number }[]
}

const ages = { today: 'Under a day', days: '1 to 3 days', week: '3 to 7 days', older: 'Over a week' }
const spans = ['7', '30', '90'].map((days) => ({ value: days, label: `Last ${days} days` }))

const listOf = (filters: Record<string, string>) => `${paths.reviews()}?${new URLSearchParams(filters).toString()}`

/** How reviews are going; each number opens the list behind it. */
export function OverviewPage() {
  const [filters, set] = useFilters('days', 'people')
  const days = filters.days || '30'
  const board = useQuery({
    queryKey: ['reviews', 'dashboard', days],
    queryFn: ({ signal }) => get<Dashboard>(query('/api/reviews/dashboard', { days }), signal),
  })
  return (
    <PageBody>
      <PageHeader
        title="How reviews are going"
        lead="What waits, for how long, and how what was decided went."
        actions={
          <>
            <Select aria-label="Span" className="w-40" options={spans} value={days} onPick={(next) => set({ days: next })} />
            <ButtonLink icon={Scale} to={paths.reviewAgreement()}>
              Agreement
            </ButtonLink>
            <ButtonLink icon={ArrowLeft} to={paths.reviews()}>
              Inbox
            </ButtonLink>
          </>
        }
      />
      {board.isPending && <SkeletonRows />}
      {board.isError && <ErrorState error={board.error} onRetry={() => void board.refetch()} />}
      {board.data && (
        <Board
          board={board.data}
          days={days}
          people={filters.people !== 'hidden'}
          onPeople={(on) => set({ people: on ? null : 'hidden' })}
        />
      )}
    </PageBody>
  )
}

interface BoardProps {
  board: Dashboard
  days: string
  people: boolean
  onPeople: (on: boolean) => void
}

function Board({ board, days, people, onPeople }: BoardProps) {
  const { totals } = board
  const catalogue = useReasons().data?.items ?? []
  if (totals.open + totals.decided + totals.returned === 0)
    return (
      <EmptyState icon={ChartNoAxesColumn} title="Nothing to count yet">
        Numbers appear here as soon as something waits for a review or was decided.
      </EmptyState>
    )
  const share = (part: number, whole: number) => (whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`)
  const figures = [
    { label: 'Waiting', value: String(totals.open), to: listOf({}) },
    { label: 'Late', value: String(totals.late), to: listOf({ late: 'true' }) },
    { label: 'With the sender', value: String(totals.returned), to: listOf({ state: 'returned' }) },
    { label: 'Decided', value: String(totals.decided), to: listOf({ state: 'done', days }) },
    { label: 'On time', value: share(totals.onTime, totals.withDue), to: listOf({ state: 'done', days, onTime: 'true' }) },
    { label: 'Approved at first', value: share(totals.firstPass, totals.decided), to: listOf({ state: 'done', days, firstPass: 'true' }) },
    { label: 'Half decided within', value: hours(totals.medianHours), to: listOf({ state: 'done', days }) },
  ]
  return (
    <div className="grid gap-5">
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-3">
        {figures.map((one) => (
          <li key={one.label}>
            <Link to={one.to} className="block rounded-card border border-line bg-sheet px-4 py-3 hover:border-line-strong">
              <span className="block text-dense text-ink-2">{one.label}</span>
              <span className="block text-title font-semibold tabular-nums">{one.value}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card title="How long it has waited">
          <Bars
            rows={Object.entries(ages).map(([age, label]) => ({
              label,
              value: board.ageing.find((one) => one.age === age)?.count ?? 0,
              to: listOf({ age, sort: 'oldest' }),
            }))}
          />
        </Card>
        <Card title="Reasons given">
          <Bars
            empty="No reason of the catalogue was given yet."
            rows={board.reasons.map((one) => ({
              label: `${catalogue.find((known) => known.code === one.code)?.label ?? one.code} (${sentenceOf(one.verdict).toLowerCase()})`,
              value: one.count,
              to: listOf({ state: 'done', days, verdict: one.verdict, reason: one.code }),
            }))}
          />
        </Card>
        <Card title="Queues">
          <Bars
            rows={board.queues.map((one) => ({
              label: one.name,
              value: one.open,
              note: [
                one.late > 0 ? `${one.late} late` : '',
                one.likelyLate > 0 ? `${one.likelyLate} likely to be late` : '',
                one.medianHours === null ? '' : `usually ${hours(one.medianHours)}`,
              ]
                .filter(Boolean)
                .join(' · '),
              to: listOf({ queue: one.name }),
            }))}
          />
        </Card>
        <Card
          title="Load per reviewer"
          aside={
            <button type="button" className="text-dense text-accent" onClick={() => onPeople(!people)}>
              {people ? 'Hide people' : 'Show people'}
            </button>
          }
        >
          {people && (
            <Bars
              empty="Nobody has anything assigned or claimed."
              rows={board.load.map((one) => ({
                label: one.name ?? 'Somebody who has left',
                value: one.open,
                note: `${one.decided} decided`,
                to: listOf({ person: one.personId, state: 'all' }),
              }))}
            />
          )}
        </Card>
      </div>
    </div>
  )
}

const hours = (value: number | null) => {
  if (value === null) return 'none'
  if (value < 1) return `${Math.round(value * 60)} min`
  return value < 48 ? `${value.toFixed(1)} h` : `${Math.round(value / 24)} days`
}
