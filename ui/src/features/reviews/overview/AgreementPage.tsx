import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Scale } from 'lucide-react'
import { Link } from 'react-router'
import { get, query } from '../../../api/http'
import type { Person } from '../../../api/lists'
import { paths } from '../../../app/paths'
import { count } from '../../../lib/text'
import { useFilters } from '../../../lib/useFilters'
import { ButtonLink } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Select } from '../../../ui/Field'
import { Card, PageBody, PageHeader } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Bars } from './Bars'

interface Agreement {
  since: string
  items: number
  agreed: number
  alpha: number | null
  disputed: number
  settled: number
  together: { one: string; other: string; count: number }[]
  pairs: { one: Person; other: Person; items: number; agreed: number; kappa: number | null }[]
}

const spans = ['30', '90', '365'].map((days) => ({ value: days, label: `Last ${days} days` }))

/** Do two who read the same item blind see the same in it? */
export function AgreementPage() {
  const [filters, set] = useFilters('days', 'queue')
  const days = filters.days || '90'
  const found = useQuery({
    queryKey: ['reviews', 'agreement', days, filters.queue],
    queryFn: ({ signal }) => get<Agreement>(query('/api/reviews/agreement', { days, queue: filters.queue }), signal),
  })
  return (
    <PageBody>
      <PageHeader
        title="Agreement of readers"
        lead="Items that several people labelled without seeing each other: how often they agree, and what they mix up."
        actions={
          <>
            <Select aria-label="Span" className="w-40" options={spans} value={days} onPick={(next) => set({ days: next })} />
            <ButtonLink icon={ArrowLeft} to={paths.reviewOverview()}>
              Overview
            </ButtonLink>
          </>
        }
      />
      {found.isPending && <SkeletonRows />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Figures found={found.data} />}
    </PageBody>
  )
}

function Figures({ found }: { found: Agreement }) {
  if (found.items === 0)
    return (
      <EmptyState icon={Scale} title="Nothing was read twice yet">
        Give a stage of a review labels, and two people read each item blind. Here is then how well they agree.
      </EmptyState>
    )
  const list = (filters: Record<string, string>) => `${paths.reviews()}?${new URLSearchParams(filters).toString()}`
  const figures = [
    { label: 'Items read by several', value: String(found.items), note: '' },
    { label: 'Readers agree', value: `${Math.round(100 * found.agreed)} %`, note: 'of all pairs of readings' },
    { label: 'Krippendorff’s alpha', value: figure(found.alpha), note: sayStrength(found.alpha) },
    { label: 'Disputed', value: String(found.disputed), note: `${found.settled} settled by a third` },
  ]
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-3">
        {figures.map((one) => (
          <div key={one.label} className="rounded-card border border-line bg-sheet px-4 py-3">
            <dt className="text-dense text-ink-2">{one.label}</dt>
            <dd className="text-title font-semibold tabular-nums">{one.value}</dd>
            {one.note && <dd className="text-dense text-ink-2">{one.note}</dd>}
          </div>
        ))}
      </dl>
      <p>
        <Link to={list({ disputed: 'true', state: 'all' })} className="text-accent underline underline-offset-2">
          Open what readers disagreed on
        </Link>
      </p>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card title="Pairs of readers">
          <div className="overflow-x-auto">
            <table className="w-full text-dense">
              <thead className="text-left text-ink-2">
                <tr>
                  <th className="px-4 py-2 font-medium">Readers</th>
                  <th className="px-2 py-2 text-right font-medium">Items</th>
                  <th className="px-2 py-2 text-right font-medium">Agreed</th>
                  <th className="px-4 py-2 text-right font-medium">Cohen’s kappa</th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {found.pairs.map((pair) => (
                  <tr key={`${pair.one.id} ${pair.other.id}`}>
                    <td className="px-4 py-2 wrap-anywhere">
                      {pair.one.name} and {pair.other.name}
                    </td>
                    <td className="px-2 py-2 text-right tabular-nums">{pair.items}</td>
                    <td className="px-2 py-2 text-right tabular-nums">{Math.round(100 * pair.agreed)} %</td>
                    <td className="px-4 py-2 text-right tabular-nums">{figure(pair.kappa)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
        <Card title="Mixed up most often">
          <Bars
            empty="Nothing: readers always chose the same label."
            rows={found.together
              .filter((one) => one.one !== one.other)
              .map((one) => ({
                label: `${one.one} and ${one.other}`,
                value: one.count,
                note: count(one.count, 'pair of readings', 'pairs of readings'),
                to: list({ disputed: 'true', state: 'all' }),
              }))}
          />
        </Card>
      </div>
    </div>
  )
}

const figure = (value: number | null) => (value === null ? 'none' : value.toFixed(2))

/** Krippendorff's own marks: reliable from 0.8, for tentative conclusions from 0.667. */
const sayStrength = (alpha: number | null) => {
  if (alpha === null) return 'nothing to disagree about'
  return alpha >= 0.8 ? 'reliable' : alpha >= 0.667 ? 'fit for tentative conclusions' : 'not reliable'
}
