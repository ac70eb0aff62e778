import { classes } from '../lib/classes'

/** A grey bar where text will stand. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classes('block h-4 animate-pulse rounded-field bg-line', className)} />
}

const widths = ['w-2/5', 'w-3/5', 'w-1/2', 'w-2/3', 'w-1/3']

/** Rows while a list loads; read out once as "Loading". */
export function SkeletonRows({ count = 6 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-6 border-b border-line px-4 py-3.5 last:border-0">
          <Skeleton className={widths[row % widths.length] ?? 'w-1/2'} />
          <Skeleton className="ml-auto w-20" />
          <Skeleton className="w-16 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
