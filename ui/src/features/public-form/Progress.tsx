import type { Filling } from './filling'

/** Which page of how many. */
export function Progress({ at, titles }: { at: number; titles: string[] }) {
  const count = titles.length
  return (
    <div className="mb-6">
      <p className="text-sm text-ink-2">
        Page {at + 1} of {count}
      </p>
      <div className="mt-2 flex gap-1" aria-hidden="true">
        {titles.map((_, index) => (
          <span key={index} className={`h-1.5 grow rounded-full ${index <= at ? 'bg-accent' : 'bg-line'}`} />
        ))}
      </div>
    </div>
  )
}

/** Says quietly whether the answers so far are kept. */
export function Kept({ filling }: { filling: Filling }) {
  if (!filling.keeps)
    return (
      <p className="text-sm text-attention">
        This browser keeps nothing: finish in one go, or your answers are lost when the page closes.
      </p>
    )
  if (!filling.keptAt) return null
  return (
    <p className="text-sm text-ink-2" aria-live="off">
      Saved <time dateTime={filling.keptAt}>{clock(filling.keptAt)}</time>
      <span className="sr-only"> in this browser</span>
    </p>
  )
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
