import { Play, RotateCcw, X } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { useMemo, useState } from 'react'
import { errorText, type Run, runCan } from '../../../api/runs'
import { useMay } from '../../../api/session'
import type { Workflow } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { Button, IconButton } from '../../../ui/Button'
import { StatusPill } from '../../../ui/Pill'
import { RelativeTime } from '../../../ui/RelativeTime'
import { RedriveDialog } from '../../runs/RedriveDialog'
import { RunDialog } from '../panels/RunDialog'

const look = 'flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-1.5 text-dense'

/** The run whose data lies on the canvas, and what can be done with it from here. */
export function RunBanner({ run, workflow }: { run: Run; workflow: Workflow }) {
  const setSearch = useSearchParams()[1]
  const [asking, setAsking] = useState(false)
  const [again, setAgain] = useState(false)
  const ids = useMemo(() => [run.id], [run.id])
  const may = useMay()
  const error = errorText(run.error)
  return (
    <section aria-label="Run on the canvas" className={look}>
      <span className="min-w-0 max-md:flex-1">
        You see the data of the{' '}
        <Link to={paths.run({ runId: run.id })} className="font-medium text-accent">
          run started <RelativeTime at={run.startedAt} />
        </Link>
      </span>
      <StatusPill status={run.status} />
      {error && (
        <span className="min-w-0 flex-1 truncate text-failed max-md:order-last max-md:basis-full" title={error}>
          {error}
        </span>
      )}
      <span className="ml-auto flex items-center gap-2">
        {runCan.redrive(run) && (
          <Button
            size="small"
            icon={RotateCcw}
            disabled={!may('runs.control')}
            title="It goes on with the version it was started with"
            onClick={() => setAsking(true)}
          >
            Redrive…
          </Button>
        )}
        {run.endedAt && workflow.published && (
          <Button
            size="small"
            icon={Play}
            disabled={!may('runs.start')}
            title="Another run begins with the same input, by the version that is published now"
            onClick={() => setAgain(true)}
          >
            Run again…
          </Button>
        )}
        {again && (
          <RunDialog
            workflowId={workflow.id}
            name={workflow.name}
            version={workflow.published?.version ?? null}
            changed={workflow.hasUnpublishedChanges}
            input={run.input}
            onClose={() => setAgain(false)}
          />
        )}
        <RedriveDialog open={asking} onOpenChange={setAsking} ids={ids} />
        <IconButton icon={X} label="Close the run" size="small" onClick={() => setSearch({}, { replace: true })} />
      </span>
    </section>
  )
}
