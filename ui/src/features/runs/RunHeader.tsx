import { Archive, Ban, GitCompareArrows, Pause, PencilRuler, Play, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { errorText, type PlaceInLine, type Run, type RunAct, runCan, useRunAct } from '../../api/runs'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { count, nameOf, wordsOf } from '../../lib/text'
import { between } from '../../lib/time'
import { useNow } from '../../lib/useNow'
import { Button, ButtonLink } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/Dialog'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { toastDone, toastFailed } from '../../ui/Toast'
import { RedriveDialog } from './RedriveDialog'
import { ReplayDialog } from './ReplayDialog'
import { SetAsideDialog } from './SetAsideDialog'

const done: Record<RunAct, string> = {
  cancel: 'The run is being cancelled.',
  pause: 'The run pauses after the step under way.',
  resume: 'The run goes on.',
  redrive: 'The run goes on from where it failed.',
}

const placeWords = ({ lane, running, ahead }: PlaceInLine) =>
  ahead === null
    ? `In ${lane}: it has its place.`
    : `In ${lane}: ${count(running, 'run')} under way, ${ahead === 0 ? 'this one is next' : `${ahead} before this one`}.`

export function RunHeader({ run }: { run: Run }) {
  const [asking, setAsking] = useState(false)
  const [driving, setDriving] = useState(false)
  const [comparing, setComparing] = useState(false)
  const [settingAside, setSettingAside] = useState(false)
  const now = useNow()
  const may = useMay()('runs.control')
  const act = useRunAct(run.id)
  const press = (what: RunAct) => act.mutate(what, { onSuccess: () => toastDone(done[what]), onError: toastFailed })
  const by = nameOf(run.startedBy)
  const error = errorText(run.error)
  return (
    <header className="border-b border-line bg-sheet px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-base font-semibold">{run.workflowName}</h1>
        <StatusPill status={run.status} />
        <p className="text-dense text-ink-2">
          version {run.workflowVersion}, started <RelativeTime at={run.startedAt} /> {by ? `by ${by}` : `(${wordsOf(run.trigger)})`},{' '}
          {run.endedAt ? 'took' : 'for'} {between(run.startedAt, run.endedAt, now)}
        </p>
        <span className="flex-1" />
        <div className="flex flex-wrap gap-2">
          {runCan.redrive(run) && (
            <Button kind="primary" size="small" icon={RotateCcw} disabled={!may} onClick={() => setDriving(true)}>
              Redrive from the failure…
            </Button>
          )}
          {runCan.setAside(run) && (
            <Button size="small" icon={Archive} disabled={!may} onClick={() => setSettingAside(true)}>
              Set aside…
            </Button>
          )}
          {runCan.redriveFrom(run) && (
            <Button size="small" icon={GitCompareArrows} onClick={() => setComparing(true)}>
              Compare versions…
            </Button>
          )}
          {runCan.resume(run) && (
            <Button kind="primary" size="small" icon={Play} disabled={!may} busy={act.isPending} onClick={() => press('resume')}>
              Resume
            </Button>
          )}
          {runCan.pause(run) && (
            <Button size="small" icon={Pause} disabled={!may} busy={act.isPending} onClick={() => press('pause')}>
              Pause
            </Button>
          )}
          {runCan.cancel(run) && (
            <Button size="small" kind="danger" icon={Ban} disabled={!may} onClick={() => setAsking(true)}>
              Cancel run…
            </Button>
          )}
          <ButtonLink size="small" icon={PencilRuler} to={paths.workflowOfRun({ workflowId: run.workflowId, runId: run.id })}>
            Open in the editor
          </ButtonLink>
        </div>
      </div>
      {run.waitingFor && (
        <p className="mt-1.5 text-waiting wrap-anywhere">
          {run.waitingFor}. {run.line?.map(placeWords).join(' ')}
        </p>
      )}
      {run.setAside && (
        <p className="mt-1.5 wrap-anywhere">
          Set aside by {run.setAside.by} <RelativeTime at={run.setAside.at} />: {run.setAside.reason}
        </p>
      )}
      {error && <p className="mt-1.5 text-failed wrap-anywhere">{error}</p>}
      <RedriveDialog open={driving} onOpenChange={setDriving} ids={[run.id]} />
      {settingAside && <SetAsideDialog ids={[run.id]} onClose={() => setSettingAside(false)} />}
      {comparing && <ReplayDialog run={run} open onOpenChange={setComparing} />}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this run?"
        act="Cancel the run"
        onConfirm={() => press('cancel')}
      >
        Steps that are finished stay finished; nothing after them happens. Forms and reviews it waits for are closed.
      </ConfirmDialog>
    </header>
  )
}
