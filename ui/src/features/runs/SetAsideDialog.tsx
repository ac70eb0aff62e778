import { Archive } from 'lucide-react'
import { useState } from 'react'
import { useSetAside } from '../../api/runs'
import { count } from '../../lib/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field, Textarea } from '../../ui/Field'
import { toastDone, toastFailed } from '../../ui/Toast'

/** Nothing more is to be done about these failures; why not is kept with each run. */
export function SetAsideDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const setAside = useSetAside()
  const press = () =>
    setAside.mutate(
      { ids, reason },
      {
        onSuccess: () => {
          toastDone(`${count(ids.length, 'run')} set aside.`)
          onClose()
        },
        onError: toastFailed,
      },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={ids.length === 1 ? 'Set this failure aside?' : `Set ${ids.length} failures aside?`}
      description="They stay failed and in the history, and can still be driven on. They only stop asking for attention."
      footer={
        <>
          <Button onClick={onClose}>Leave as it is</Button>
          <Button kind="primary" icon={Archive} disabled={reason.trim() === ''} busy={setAside.isPending} onClick={press}>
            Set aside
          </Button>
        </>
      }
    >
      <Field label="Why nothing more is to be done" required>
        <Textarea value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  )
}
