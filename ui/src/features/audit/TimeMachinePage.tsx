import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useParams } from 'react-router'
import { type AuditEvent, type AuditStream, useAuditStream, useStreamState } from '../../api/audit'
import { useCrumb } from '../../app/shell/crumb'
import { classes } from '../../lib/classes'
import { exactText } from '../../lib/time'
import { sentenceOf } from '../../lib/text'
import { useFilters } from '../../lib/useFilters'
import { IconButton } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Checkbox } from '../../ui/Field'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { StateView } from './StateView'

/** Any object at any of its events, with what the event changed marked. */
export function TimeMachinePage() {
  const { streamId = '' } = useParams()
  const stream = useAuditStream(streamId)
  useCrumb(stream.data?.title)
  if (stream.isError) return <ErrorState error={stream.error} onRetry={() => void stream.refetch()} />
  if (!stream.data) return <SkeletonRows />
  return <TimeMachine key={streamId} stream={stream.data} />
}

function TimeMachine({ stream }: { stream: AuditStream }) {
  const [filters, setFilters] = useFilters('at', 'changes')
  const at = Math.max(1, Math.min(Number(filters.at) || stream.version, stream.version))
  const state = useStreamState(stream.streamId, at)
  const event = stream.events.find((one) => one.version === at)
  const goTo = (version: number) => setFilters({ at: version === stream.version ? null : String(version) })
  return (
    <PageBody>
      <title>{`${stream.title} · ConcertMaster`}</title>
      <PageHeader
        title={stream.title}
        lead={`${sentenceOf(stream.streamType ?? 'stream')} · ${stream.version} events`}
      />
      <Card className="mb-4 p-4">
        <div className="flex items-center gap-2">
          <IconButton icon={ChevronLeft} label="One event back" disabled={at === 1} onClick={() => goTo(at - 1)} />
          <input
            type="range"
            min={1}
            max={stream.version}
            value={at}
            aria-label="Event"
            aria-valuetext={`Event ${at} of ${stream.version}${event ? `: ${event.sentence}` : ''}`}
            onChange={(change) => goTo(Number(change.target.value))}
            className="h-9 min-w-0 flex-1 accent-accent"
          />
          <IconButton
            icon={ChevronRight}
            label="One event on"
            disabled={at === stream.version}
            onClick={() => goTo(at + 1)}
          />
        </div>
        <p className="mt-2 font-medium wrap-anywhere">{event?.sentence ?? `Event ${at}`}</p>
        <p className="text-dense text-ink-3">
          Event {at} of {stream.version}
          {event && <> · {exactText(event.timestamp)}</>}
        </p>
      </Card>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <Card
          title={at === stream.version ? 'State now' : `State after event ${at}`}
          aside={
            <Checkbox
              label="Only what changed"
              checked={filters.changes === 'only'}
              onToggle={(on) => setFilters({ changes: on ? 'only' : null })}
            />
          }
        >
          {state.isError && <ErrorState error={state.error} compact onRetry={() => void state.refetch()} />}
          {state.data ? (
            <StateView
              state={state.data.state}
              previous={state.data.previous}
              onlyChanges={filters.changes === 'only'}
            />
          ) : (
            state.isPending && <SkeletonRows />
          )}
        </Card>
        <EventList events={stream.events} at={at} onChoose={goTo} />
      </div>
    </PageBody>
  )
}

interface EventListProps {
  events: readonly AuditEvent[]
  at: number
  onChoose: (version: number) => void
}

function EventList({ events, at, onChoose }: EventListProps) {
  return (
    <Card title="Events">
      <ol className="max-h-[70dvh] divide-y divide-line overflow-auto">
        {events.toReversed().map((event) => (
          <li key={event.sequence} className="[content-visibility:auto]">
            <button
              type="button"
              aria-current={event.version === at ? 'step' : undefined}
              onClick={() => onChoose(event.version)}
              className={classes(
                'flex w-full gap-3 border-l-4 px-3 py-2.5 text-left focus-visible:-outline-offset-2',
                event.version === at ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-sunken',
              )}
            >
              <span className="w-8 shrink-0 text-right text-dense text-ink-2">{event.version}</span>
              <span className="min-w-0">
                <span className="block wrap-anywhere">{event.sentence}</span>
                <span className="block text-dense text-ink-2">{exactText(event.timestamp)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Card>
  )
}
