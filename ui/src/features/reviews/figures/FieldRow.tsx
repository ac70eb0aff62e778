import { TriangleAlert } from 'lucide-react'
import type { ReviewField } from '../../../api/reviews'
import { writeNumber } from '../../../form-view/numbers'
import { classes } from '../../../lib/classes'
import { compare, sayComparison } from './figures'
import { Sparkline } from './Sparkline'

const earlierShown = 6

interface FieldRowProps {
  field: ReviewField
  mark?: React.ReactNode
  act?: React.ReactNode
  notes?: React.ReactNode
}

/** One figure or answer with its own past beside it. */
export function FieldRow({ field, mark, act, notes }: FieldRowProps) {
  const flagged = field.flag === 'outlier'
  const comparison = compare(field.value, field.history)
  return (
    <li
      className={classes(
        'grid gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]',
        flagged && 'bg-attention/6',
      )}
    >
      <div className="min-w-0">
        <p className="flex items-start gap-2 text-ink-2">
          {mark}
          <span className="wrap-anywhere">{field.label}</span>
          {act && <span className="-my-1">{act}</span>}
        </p>
        <p className="mt-0.5 text-base font-semibold whitespace-pre-line tabular-nums wrap-anywhere">
          {sayValue(field.value)}
          {field.unit && typeof field.value === 'number' && (
            <span className="font-normal text-ink-2"> {field.unit}</span>
          )}
        </p>
        {flagged && (
          <p className="mt-1 flex items-center gap-1 text-dense font-medium text-attention">
            <TriangleAlert size={14} aria-hidden className="shrink-0" />
            <span>Outlier{comparison && `: ${sayComparison(comparison, writeNumber)}`}</span>
          </p>
        )}
        {!flagged && comparison && (
          <p className="mt-1 text-dense text-ink-3">{sayComparison(comparison, writeNumber)}</p>
        )}
      </div>
      {field.history.length > 0 && (
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          {typeof field.value === 'number' && (
            <Sparkline value={field.value} history={field.history} flagged={flagged} />
          )}
          <ul
            aria-label={`Earlier values of ${field.label}`}
            className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-dense"
          >
            {field.history.slice(-earlierShown).map((one, at) => (
              <li key={at} className="min-w-0 wrap-anywhere">
                <span className="block text-xs text-ink-3">{one.label}</span>
                <span className="tabular-nums">{sayValue(one.value)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {notes}
    </li>
  )
}

export function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'No answer'
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value)
}
