import { useUnpublishWorkflow } from '../../api/workflows'
import { ConfirmDialog } from '../../ui/Dialog'
import { toastDone, toastFailed } from '../../ui/Toast'

interface UnpublishDialogProps {
  workflowId: string
  name: string
  version: number | null
  onClose: () => void
}

/** Takes a published workflow out of service, after saying what that means. */
export function UnpublishDialog({ workflowId, name, version, onClose }: UnpublishDialogProps) {
  const unpublish = useUnpublishWorkflow()
  // The dialog is gone before the answer is there.
  const confirm = () =>
    void unpublish
      .mutateAsync(workflowId)
      .then(() => toastDone('Unpublished.'))
      .catch(toastFailed)
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Unpublish “${name}”?`}
      act="Unpublish"
      onConfirm={confirm}
    >
      {version === null ? 'It' : `Version ${version}`} starts no more runs: schedules, webhooks, mail and forms no longer reach it. Runs
      under way go on, the draft stays as it is, and publishing puts it into service again.
    </ConfirmDialog>
  )
}
