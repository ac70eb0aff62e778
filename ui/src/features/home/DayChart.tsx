import { numberText } from '../../lib/text'
import { classes } from '../../lib/classes'

interface DayChartProps {
  label: string
  tone: string
  values: { date: string; value: number }[]
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const weekday = (date: string) => weekdays[new Date(`${date}T12:00:00`).getDay()] ?? ''

/** Seven bars and their sum. The numbers are in the text of each bar for those who don't see it. */
export function DayChart({ label, tone, values }: DayChartProps) {
  const top = Math.max(1, ...values.map((day) => day.value))
  const total = values.reduce((sum, day) => sum + day.value, 0)
  return (
    <figure>
      <figcaption className="flex items-baseline justify-between">
        <span className="text-ink-2">{label}</span>
        <span className="text-title font-semibold">{numberText(total)}</span>
      </figcaption>
      <ol className="mt-3 flex h-16 items-end gap-1.5" aria-label={`${label} by day`}>
        {values.map((day) => (
          <li
            key={day.date}
            title={`${weekday(day.date)}: ${day.value}`}
            className={classes('flex h-full flex-1 flex-col justify-end', tone)}
          >
            <span className="sr-only">{`${weekday(day.date)}: ${day.value}`}</span>
            <span
              aria-hidden
              className={classes('block rounded-sm', day.value === 0 ? 'bg-line' : 'bg-current')}
              style={{ height: day.value === 0 ? 2 : `${Math.max(6, (day.value / top) * 100)}%` }}
            />
          </li>
        ))}
      </ol>
      <div aria-hidden className="mt-1 flex gap-1.5 text-xs text-ink-3">
        {values.map((day) => (
          <span key={day.date} className="flex-1 text-center">
            {weekday(day.date).charAt(0)}
          </span>
        ))}
      </div>
    </figure>
  )
}
