import { ChevronDown, History, Link2, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { AuditEvent } from '../../api/audit'
import { paths } from '../../app/paths'
import { classes } from '../../lib/classes'
import { exactText } from '../../lib/time'
import { Button, ButtonLink } from '../../ui/Button'
import { RelativeTime } from '../../ui/RelativeTime'

interface AuditLineProps {
  event: AuditEvent
  onFilter: (changes: { actor?: string; correlation?: string }) => void
}

/** One event as a sentence; opened, its data and the ways on from it. */
export function AuditLine({ event, onFilter }: AuditLineProps) {
  const [open, setOpen] = useState(false)
  const { actor, correlationId } = event
  return (
    <li className="[content-visibility:auto] [contain-intrinsic-size:auto_44px]">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-start gap-3 px-4 py-2.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <ChevronDown
          size={16}
          aria-hidden
          className={classes('mt-0.5 shrink-0 text-ink-3 transition-transform', !open && '-rotate-90')}
        />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {event.sentence}
          {event.about && !event.sentence.includes(event.about) && (
            <span className="text-dense text-ink-2"> · {event.about}</span>
          )}
        </span>
        <span className="shrink-0 text-dense text-ink-3">
          <RelativeTime at={event.timestamp} />
        </span>
      </button>
      {open && (
        <div className="border-t border-line bg-paper px-4 py-3 md:pl-11">
          <p className="flex flex-wrap gap-x-4 text-dense text-ink-2">
            <span>{exactText(event.timestamp)}</span>
            <span className="font-mono">{event.type}</span>
            <span>event {event.sequence}</span>
          </p>
          <pre className="mt-2 max-h-80 overflow-auto rounded-card border border-line bg-sheet p-3 font-mono text-dense">
            {JSON.stringify(event.data, null, 2)}
          </pre>
          <div className="mt-2 flex flex-wrap gap-2">
            <ButtonLink
              size="small"
              icon={History}
              to={`${paths.auditStream({ streamId: event.streamId })}?at=${event.version}`}
            >
              Time machine
            </ButtonLink>
            {actor && (
              <Button size="small" icon={UserRound} onClick={() => onFilter({ actor: actor.id })}>
                Only {actor.name}
              </Button>
            )}
            {correlationId && (
              <Button size="small" icon={Link2} onClick={() => onFilter({ correlation: correlationId })}>
                All with the same cause
              </Button>
            )}
          </div>
        </div>
      )}
    </li>
  )
}
