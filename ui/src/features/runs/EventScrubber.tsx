import { ChevronLeft, ChevronRight, Radio } from 'lucide-react'
import type { RunEvent } from '../../api/runs'
import { sentenceOf } from '../../lib/text'
import { clockText, exactText } from '../../lib/time'
import { Button, IconButton } from '../../ui/Button'

interface EventScrubberProps {
  events: readonly RunEvent[]
  /** Names of the steps, by their ids. */
  names: ReadonlyMap<string, string>
  last: number
  /** The version shown; null for now. */
  at: number | null
  onMove: (at: string | null) => void
}

/** "run.step-completed.v1" → "Step completed". */
const wordsFor = (type: string) => sentenceOf(type.replace(/^\w+\./, '').replace(/\.v\d+$/, ''))

const nodeOf = (event: RunEvent | undefined) => {
  const data = event?.data as { nodeId?: unknown } | null | undefined
  return typeof data?.nodeId === 'string' ? data.nodeId : null
}

/** Walks the run event by event; the canvas and the steps show that moment. */
export function EventScrubber({ events, names, last, at, onMove }: EventScrubberProps) {
  const now = at ?? last
  const event = events.find((one) => one.version === now)
  const step = (by: number) => {
    const next = Math.max(1, Math.min(last, now + by))
    onMove(next === last ? null : String(next))
  }
  const node = nodeOf(event)
  const text = event ? `${wordsFor(event.type)}${node ? `: ${names.get(node) ?? node}` : ''}` : `Event ${now}`
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line bg-sheet px-3 py-1.5">
      <IconButton icon={ChevronLeft} label="One event back" size="small" disabled={now <= 1} onClick={() => step(-1)} />
      <input
        type="range"
        min={1}
        max={Math.max(1, last)}
        value={now}
        aria-label="Moment of the run"
        aria-valuetext={`${text}, event ${now} of ${last}`}
        onChange={(change) => onMove(Number(change.target.value) >= last ? null : change.target.value)}
        className="h-6 min-w-24 flex-1 accent-accent"
      />
      <IconButton icon={ChevronRight} label="One event on" size="small" disabled={now >= last} onClick={() => step(1)} />
      <span className="w-full truncate text-dense text-ink-2 sm:w-72" title={event ? exactText(event.timestamp) : undefined}>
        <span className="font-mono text-xs text-ink-3">
          {now}/{last}
        </span>{' '}
        {event && clockText(event.timestamp)} {text}
      </span>
      {at !== null && (
        <Button size="small" icon={Radio} onClick={() => onMove(null)}>
          Back to now
        </Button>
      )}
    </div>
  )
}
