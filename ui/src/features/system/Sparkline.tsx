const width = 96
const height = 24

export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const top = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`)
  return (
    <svg role="img" aria-label={label} width={width} height={height} className="shrink-0 text-accent">
      <line x1="0" x2={width} y1={height - 1} y2={height - 1} className="stroke-line" />
      {values.length > 1 && (
        <>
          <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} className="fill-current opacity-15" />
          <polyline points={points.join(' ')} fill="none" className="stroke-current" strokeWidth="1.5" />
        </>
      )}
    </svg>
  )
}
