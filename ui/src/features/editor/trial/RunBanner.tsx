import { RotateCcw, X } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { errorText, type Run, runCan, useRunAct } from '../../../api/runs'
import { useMay } from '../../../api/session'
import { paths } from '../../../app/paths'
import { Button, IconButton } from '../../../ui/Button'
import { StatusPill } from '../../../ui/Pill'
import { RelativeTime } from '../../../ui/RelativeTime'
import { toastDone, toastFailed } from '../../../ui/Toast'

const look = 'flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-1.5 text-dense'

/** The run whose data lies on the canvas, and what can be done with it from here. */
export function RunBanner({ run }: { run: Run }) {
  const setSearch = useSearchParams()[1]
  const act = useRunAct(run.id)
  const may = useMay()('runs.control')
  const error = errorText(run.error)
  const goesOn = () => toastDone('The run goes on from where it failed.')
  const redrive = () => act.mutate('redrive', { onSuccess: goesOn, onError: toastFailed })
  return (
    <section aria-label="Run on the canvas" className={look}>
      <span className="flex items-center gap-2">
        You see the data of the
        <Link to={paths.run({ runId: run.id })} className="font-medium text-accent">
          run started <RelativeTime at={run.startedAt} />
        </Link>
        <StatusPill status={run.status} />
      </span>
      {error && (
        <span className="min-w-0 flex-1 truncate text-failed" title={error}>
          {error}
        </span>
      )}
      <span className="ml-auto flex items-center gap-2">
        {runCan.redrive(run) && (
          <Button
            size="small"
            icon={RotateCcw}
            disabled={!may}
            busy={act.isPending}
            title="It goes on with the version it was started with"
            onClick={redrive}
          >
            Redrive from the failure
          </Button>
        )}
        <IconButton icon={X} label="Close the run" size="small" onClick={() => setSearch({}, { replace: true })} />
      </span>
    </section>
  )
}
