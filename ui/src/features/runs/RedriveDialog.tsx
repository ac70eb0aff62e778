import { RotateCcw, TriangleAlert } from 'lucide-react'
import { wordsOf } from '../../lib/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastDone, toastFailed } from '../../ui/Toast'
import { type RedrivePreview, type StepKey, useRedrive, useRedrivePreview } from './again'
import { iterationText } from './marks'

interface RedriveDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  ids: readonly string[]
  /** Chosen steps of one run; empty for those that failed. */
  steps?: readonly StepKey[]
  onDone?: () => void
}

const none: readonly StepKey[] = []

/** Drives runs on after showing what would be done in the outside world a second time. */
export function RedriveDialog({ open, onOpenChange, ids, steps = none, onDone }: RedriveDialogProps) {
  const preview = useRedrivePreview(ids, steps, open)
  const redrive = useRedrive()
  const able = (preview.data ?? []).filter((one) => one.code === null)
  const press = () =>
    redrive.mutate(
      { ids: able.map((one) => one.id), steps },
      {
        onSuccess: () => {
          toastDone(able.length === 1 ? 'The run goes on.' : `${able.length} runs go on.`)
          onOpenChange(false)
          onDone?.()
        },
        onError: toastFailed,
      },
    )
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={ids.length === 1 ? 'Drive this run on?' : `Drive ${ids.length} runs on?`}
      description={
        steps.length > 0
          ? 'The step and all that comes after it are done again. What other steps gave is kept.'
          : 'Runs go on from where they failed, by the version they began with: what was changed since is for new runs.'
      }
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Leave as it is</Button>
          <Button kind="primary" icon={RotateCcw} disabled={able.length === 0} busy={redrive.isPending} onClick={press}>
            {able.length <= 1 ? 'Drive on' : `Drive ${able.length} on`}
          </Button>
        </>
      }
    >
      {preview.isPending && <SkeletonRows />}
      {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} compact />}
      <ul className="flex flex-col gap-3">
        {preview.data?.map((one) => (
          <li key={one.id}>
            <RunPreview preview={one} named={ids.length > 1} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function RunPreview({ preview, named }: { preview: RedrivePreview; named: boolean }) {
  const { repeatedEffects: effects } = preview
  if (preview.code !== null)
    return (
      <p className="text-ink-2">
        {named && <span className="font-medium text-ink">{preview.workflowName}: </span>}
        {preview.message}
      </p>
    )
  return (
    <div>
      <p>
        {named && <span className="font-medium">{preview.workflowName}: </span>}
        {preview.steps.length === 1 ? 'One step is' : `${preview.steps.length} steps are`} done again.{' '}
        {effects.length === 0 && <span className="text-ink-2">Nothing outside is done a second time.</span>}
      </p>
      {effects.length > 0 && (
        <div className="mt-1.5 rounded-field border border-attention/40 bg-attention/8 p-2.5 text-dense">
          <p className="flex items-center gap-1.5 font-medium">
            <TriangleAlert size={14} aria-hidden className="text-attention" /> Done in the outside world again:
          </p>
          <ul className="mt-1 flex flex-col gap-0.5">
            {effects.slice(0, shownMax).map((effect) => (
              <li key={`${effect.nodeId} ${effect.iteration}`} className="wrap-anywhere">
                {effect.name}
                {effect.iteration !== '' && <span className="text-ink-2"> (item {iterationText(effect.iteration)})</span>}
                <span className="text-ink-2">
                  {' '}
                  {effect.status === 'failed' ? 'which failed' : `which was ${wordsOf(effect.status)}`}
                </span>
              </li>
            ))}
            {effects.length > shownMax && <li className="text-ink-2">and {effects.length - shownMax} more</li>}
          </ul>
        </div>
      )}
    </div>
  )
}

const shownMax = 20
