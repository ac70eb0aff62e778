import { useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths'
import { count } from '../../lib/text'
import { exactText } from '../../lib/time'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { toastDone } from '../../ui/Toast'
import { type BackfillPreview, type BackfillRange, timeIn, useBackfill, useBackfillPreview } from './backfill'

const shownMax = 100

/** What an input of the kind datetime-local holds: the time of this browser, without its zone. */
const local = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

const rangeOf = (from: string, to: string): BackfillRange | null => {
  const [start, end] = [new Date(from), new Date(to)]
  return Number.isNaN(start.getTime()) || Number.isNaN(end.getTime()) || start >= end
    ? null
    : { from: start.toISOString(), to: end.toISOString() }
}

/** Runs for times of a schedule that have passed; shown first, then started. */
export function BackfillDialog({ workflowId, name, onClose }: { workflowId: string; name: string; onClose: () => void }) {
  const [now] = useState(() => new Date())
  const [from, setFrom] = useState(() => local(new Date(now.getTime() - 7 * 86_400_000)))
  const [to, setTo] = useState(() => local(now))
  const range = rangeOf(from, to)
  const preview = useBackfillPreview(workflowId, range)
  const backfill = useBackfill(workflowId)
  const navigate = useNavigate()
  const missing = preview.data ? preview.data.count - preview.data.ran : 0
  const start = () =>
    range &&
    backfill.mutate(range, {
      onSuccess: ({ started }) => {
        toastDone(`${count(started, 'run')} started.`)
        void navigate(paths.runsOf({ workflowId }))
      },
    })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Run ${name} for past times`}
      description="Each time of its schedule in this range gets the run it has not had, with that time as scheduledFor."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" disabled={missing === 0} busy={backfill.isPending} onClick={start}>
            {missing === 0 ? 'Start runs' : `Start ${count(missing, 'run')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="From">
            <Input type="datetime-local" value={from} max={to} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label="To" error={range ? null : 'The end comes after the beginning.'}>
            <Input type="datetime-local" value={to} max={local(now)} onChange={(event) => setTo(event.target.value)} />
          </Field>
        </div>
        {backfill.isError && <ErrorState error={backfill.error} compact />}
        {range && preview.isError && <ErrorState error={preview.error} compact />}
        {range && preview.isPending && <p className="text-ink-3">Looking at the schedule…</p>}
        {range && preview.data && <Times preview={preview.data} />}
      </div>
    </Dialog>
  )
}

function Times({ preview }: { preview: BackfillPreview }) {
  const { items, ran, cron, timezone, version } = preview
  return (
    <section aria-label="Times in this range" className="flex flex-col gap-2">
      <p aria-live="polite">
        {items.length === 0
          ? 'No time of the schedule lies in this range.'
          : `${count(items.length, 'time')}, ${ran} of them have run.`}{' '}
        <span className="text-ink-3">
          Version {version}, <code className="whitespace-nowrap">{cron}</code> in {timezone}.
        </span>
      </p>
      <ol className="max-h-56 overflow-auto rounded-field border border-line text-dense empty:hidden">
        {items.slice(0, shownMax).map((item) => (
          <li key={item.at} className="flex justify-between gap-3 border-b border-line px-3 py-1.5 last:border-0">
            <time dateTime={item.at} title={exactText(item.at)}>
              {timeIn(timezone, item.at)}
            </time>
            <span className="text-ink-3">{item.runId ? 'has run' : 'will run'}</span>
          </li>
        ))}
      </ol>
      {items.length > shownMax && <p className="text-ink-3">And {items.length - shownMax} more.</p>}
    </section>
  )
}
