import { Ellipsis, Pause, Play, RotateCw, SkipForward } from 'lucide-react'
import { useState } from 'react'
import { type Projection, type ProjectionAct, useProjectionAct } from '../../api/system'
import { count, sentenceOf, numberText } from '../../lib/text'
import { IconButton } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/Dialog'
import { Menu, MenuItem } from '../../ui/Menu'
import { StatusPill } from '../../ui/Pill'
import { toastFailed } from '../../ui/Toast'
import { Sparkline } from './Sparkline'

interface ProjectionRowProps {
  projection: Projection
  rates: readonly number[]
  /** Mirrors src/ConcertMaster/Operations/Operators.cs */
  mayOperate: boolean
}

export function ProjectionRow({ projection, rates, mayOperate }: ProjectionRowProps) {
  const { name, state, lag, lastError, failure, rebuild } = projection
  return (
    <li className="border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <div className="min-w-40 flex-1 basis-48">
          <p className="font-medium">{sentenceOf(name)}</p>
          <p className="text-dense text-ink-3">
            {projection.kind}, version {projection.version}, at event {numberText(projection.position)}
            {projection.node === null && ', not taken up by a node yet'}
          </p>
        </div>
        <StatusPill status={state} />
        <p className="w-32 text-dense text-ink-2">{lag > 0 ? `${count(lag, 'event')} behind` : 'up to date'}</p>
        <div className="flex w-48 items-center gap-3 max-sm:hidden">
          <Sparkline values={rates} label={`Events per second of ${name}`} />
          <span className="text-dense whitespace-nowrap text-ink-2">{projection.eventsPerSecond.toFixed(1)} /s</span>
        </div>
        <span className="ml-auto">{mayOperate && <ProjectionMenu projection={projection} />}</span>
      </div>
      {rebuild && (
        <div className="mt-2 flex items-center gap-3">
          <progress
            aria-label={`Rebuild of ${name}`}
            className={`h-1.5 w-full max-w-md appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-running
              [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running`}
            value={rebuild.position}
            max={rebuild.target}
          />
          <span className="text-dense whitespace-nowrap text-ink-2">
            {Math.floor((rebuild.position / Math.max(1, rebuild.target)) * 100)} % rebuilt
          </span>
        </div>
      )}
      {lastError && (
        <p className="mt-2 rounded-field bg-failed/8 px-3 py-2 text-dense wrap-anywhere text-failed">
          {failure && `Stopped by event ${numberText(failure.sequence)}, ${failure.eventName}: `}
          <span className="font-mono text-xs">{lastError}</span>
        </p>
      )}
    </li>
  )
}

function ProjectionMenu({ projection }: { projection: Projection }) {
  const [asking, setAsking] = useState<'rebuild' | 'skip' | null>(null)
  const act = useProjectionAct()
  const { name, state } = projection
  const run = (what: ProjectionAct) => act.mutate({ name, act: what }, { onError: toastFailed })
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={`Operate ${name}`} size="small" />}>
        {state === 'paused' && (
          <MenuItem icon={Play} onSelect={() => run('resume')}>
            Resume
          </MenuItem>
        )}
        {state === 'running' && (
          <MenuItem icon={Pause} onSelect={() => run('pause')}>
            Pause
          </MenuItem>
        )}
        {state === 'faulted' && (
          <>
            <MenuItem icon={RotateCw} onSelect={() => run('retry')}>
              Try the event again
            </MenuItem>
            <MenuItem icon={SkipForward} danger onSelect={() => setAsking('skip')}>
              Skip the event…
            </MenuItem>
          </>
        )}
        {/* What a subscription did cannot be done over. Mirrors src/ConcertMaster/Operations/Projections.cs */}
        {projection.kind === 'projection' && (
          <MenuItem icon={RotateCw} disabled={state === 'rebuilding'} onSelect={() => setAsking('rebuild')}>
            Rebuild…
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={asking === 'skip' ? `Skip one event of ${name}?` : `Rebuild ${name}?`}
        act={asking === 'skip' ? 'Skip the event' : 'Rebuild'}
        onConfirm={() => asking && run(asking)}
      >
        {asking === 'skip'
          ? 'What this event says is passed over, now and in every rebuild. The event stays in the log, and your skip is recorded.'
          : 'It is built beside the present one and takes its place when it has caught up.'}
      </ConfirmDialog>
    </>
  )
}
