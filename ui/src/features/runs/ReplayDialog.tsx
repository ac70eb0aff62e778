import { ArrowRight, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { Run } from '../../api/runs'
import { useWorkflowVersions } from '../../api/workflows'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Select } from '../../ui/Field'
import { StatusPill } from '../../ui/Pill'
import { SkeletonRows } from '../../ui/Skeleton'
import { type ReplaySide, type StepChange, type StepDifference, useReplay } from './again'
import { iterationText } from './marks'

interface ReplayDialogProps {
  run: Run
  open: boolean
  onOpenChange: (open: boolean) => void
}

const words: Record<StepChange, string> = {
  added: 'Would have happened too',
  gone: 'Would not have happened',
  status: 'Would have ended differently',
  port: 'Would have gone another way',
  output: 'Would have given something else',
  asked: 'Would have asked for something else',
  unanswered: 'Would have asked what was never asked',
}

/** What the run would have been under another version, computed from its recorded answers. */
export function ReplayDialog({ run, open, onOpenChange }: ReplayDialogProps) {
  const [chosen, setChosen] = useState<number | null>(null)
  const versions = useWorkflowVersions(run.workflowId)
  const replay = useReplay(run.id, chosen, open)
  const data = replay.data
  const options = (versions.data?.items ?? []).map(({ version }) => ({
    value: String(version),
    label: version === run.workflowVersion ? `Version ${version}, as it was` : `Version ${version}`,
  }))
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={onOpenChange}
      title="What would another version have done?"
      description="The run is computed again with the answers it got then. Nothing is sent, nothing is recorded."
    >
      <Field label="Version" className="max-w-60">
        <Select options={options} value={String(chosen ?? data?.to ?? '')} onPick={(version) => setChosen(Number(version))} />
      </Field>
      <div className="mt-4" aria-live="polite">
        {replay.isPending && <SkeletonRows />}
        {replay.error && <ErrorState error={replay.error} onRetry={() => void replay.refetch()} compact />}
        {data && (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <StatusPill status={data.before.status} />
              <ArrowRight size={16} aria-label="would have become" />
              {data.after.status === 'unanswered' ? (
                <span className="font-medium">it cannot be said: an answer is missing</span>
              ) : (
                <StatusPill status={data.after.status} />
              )}
              <span className="text-ink-2">
                {data.same === 1 ? 'one step is' : `${data.same} steps are`} the same, {data.different} differ
              </span>
            </p>
            {data.after.error && <p className="mt-2 text-failed wrap-anywhere">{data.after.error}</p>}
            {data.different === 0 && (
              <p className="mt-3 flex items-center gap-2 text-done">
                <CircleCheck size={16} aria-hidden /> Version {data.to} would have done the same.
              </p>
            )}
            <ul className="mt-3 flex flex-col gap-3">
              {data.differences.map((one) => (
                <Difference key={`${one.nodeId} ${one.iteration}`} difference={one} />
              ))}
            </ul>
            {data.different > data.differences.length && (
              <p className="mt-3 text-ink-3">and {data.different - data.differences.length} more</p>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

function Difference({ difference }: { difference: StepDifference }) {
  const { name, iteration, change, before, after } = difference
  return (
    <li className="rounded-card border border-line p-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium wrap-anywhere">{name}</span>
        {iteration !== '' && <span className="text-ink-3">item {iterationText(iteration)}</span>}
        <span className="text-ink-2">{words[change]}</span>
      </p>
      <div className="mt-2 grid gap-2 md:grid-cols-2">
        <Side title="Then" side={before} change={change} />
        <Side title="Under the other version" side={after} change={change} />
      </div>
    </li>
  )
}

const textOf = (side: ReplaySide, change: StepChange) =>
  change === 'status' || change === 'port'
    ? [side.status, side.port && side.port !== 'out' ? `by “${side.port}”` : null, side.error].filter(Boolean).join(', ')
    : JSON.stringify(change === 'asked' || change === 'unanswered' ? side.asked : side.output, null, 2)

function Side({ title, side, change }: { title: string; side: ReplaySide | null; change: StepChange }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-ink-3">{title}</p>
      {side === null || side.status === 'skipped' ? (
        <p className="text-dense text-ink-3">did not happen</p>
      ) : (
        <pre className="mt-0.5 max-h-48 overflow-auto rounded-field bg-sunken p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
          {textOf(side, change)}
        </pre>
      )}
    </div>
  )
}
