import { numbersOf } from './figures'

const width = 96
const height = 28
const inset = 4

interface SparklineProps {
  value: number
  history: readonly { label: string; value: unknown }[]
  flagged: boolean
}

/** The earlier figures as a line and the present one as a dot. Decoration: the values stand beside it in words. */
export function Sparkline({ value, history, flagged }: SparklineProps) {
  const all = [...numbersOf(history), value]
  const low = Math.min(...all)
  const span = Math.max(...all) - low || 1
  const x = (at: number) => inset + (at / Math.max(1, all.length - 1)) * (width - 2 * inset)
  const y = (one: number) => height - inset - ((one - low) / span) * (height - 2 * inset)
  const points = all.map((one, at) => `${x(at).toFixed(1)},${y(one).toFixed(1)}`)
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden className="shrink-0">
      <polyline points={points.slice(0, -1).join(' ')} fill="none" stroke="var(--ink-3)" strokeWidth="1.5" />
      <polyline
        points={points.slice(-2).join(' ')}
        fill="none"
        stroke={flagged ? 'var(--attention)' : 'var(--ink-3)'}
        strokeWidth="1.5"
        strokeDasharray="3 3"
      />
      <circle cx={x(all.length - 1)} cy={y(value)} r="3.5" fill={flagged ? 'var(--attention)' : 'var(--accent)'} />
    </svg>
  )
}
