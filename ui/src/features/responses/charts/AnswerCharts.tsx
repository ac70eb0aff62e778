import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import { readAllResponses } from '../../../api/responses'
import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { writeNumber } from '../../../form-view/numbers'
import { count } from '../../../lib/text'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { type Chart, chartsOf } from './charts'

/** What was answered, question by question. */
export function AnswerCharts({ formId, definition }: { formId: string; definition: FormDefinition }) {
  const all = useQuery({
    queryKey: ['responses', 'all', formId],
    queryFn: () => readAllResponses({ formId }),
    staleTime: 30_000,
  })
  if (all.isPending) return <SkeletonRows />
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  const charts = chartsOf(
    readForm(definition).fields,
    all.data.map((row) => row.answers),
  )
  if (charts.length === 0)
    return (
      <EmptyState icon={ChartNoAxesColumn} title="Nothing to count yet">
        Choices and figures are drawn here as soon as somebody has answered them.
      </EmptyState>
    )
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {charts.map((chart) => (
        <Card key={chart.field.label} title={chart.field.label}>
          <Bars chart={chart} />
        </Card>
      ))}
    </div>
  )
}

function Bars({ chart }: { chart: Chart }) {
  const most = Math.max(...chart.bars.map((bar) => bar.count), 1)
  const unit = chart.field.unit ? ` ${chart.field.unit}` : ''
  return (
    <div className="p-4">
      <ul className="grid gap-1.5">
        {chart.bars.map((bar) => (
          <li key={bar.label} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_5rem] items-center gap-2 text-dense">
            <span className="truncate" title={bar.label}>
              {bar.label}
            </span>
            <span aria-hidden className="h-4 rounded-sm bg-sunken">
              <span
                className="block h-full rounded-sm bg-accent"
                style={{ width: `${(100 * bar.count) / most}%` }}
              />
            </span>
            <span className="tabular-nums">
              {bar.count}
              <span className="text-ink-3"> · {Math.round((100 * bar.count) / chart.answered)} %</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-dense text-ink-2">
        {count(chart.answered, 'answer', 'answers')}
        {chart.kind === 'figures' && (
          <>
            ; mean {writeNumber(Number(chart.mean.toPrecision(6)))}
            {unit}, median {writeNumber(chart.median)}
            {unit}, from {writeNumber(chart.min)} to {writeNumber(chart.max)}
            {unit}
          </>
        )}
      </p>
    </div>
  )
}
