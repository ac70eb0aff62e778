import { Link } from 'react-router'

interface BarsProps {
  rows: { label: string; value: number; note?: string; to: string }[]
  empty?: string
}

/** A list of figures as bars; the words stand beside them, so the bars are decoration. */
export function Bars({ rows, empty = 'Nothing here.' }: BarsProps) {
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-2">{empty}</p>
  const most = Math.max(1, ...rows.map((row) => row.value))
  return (
    <ul className="py-1">
      {rows.map((row) => (
        <li key={row.label}>
          <Link to={row.to} className="relative block px-4 py-2 hover:bg-sunken">
            <span
              aria-hidden
              className="absolute inset-y-1 left-0 rounded-r bg-accent-soft"
              style={{ width: `${(100 * row.value) / most}%` }}
            />
            <span className="relative flex items-baseline gap-3">
              <span className="min-w-0 flex-1 wrap-anywhere">
                {row.label}
                {row.note && <span className="block text-dense text-ink-2">{row.note}</span>}
              </span>
              <span className="font-semibold tabular-nums">{row.value}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
