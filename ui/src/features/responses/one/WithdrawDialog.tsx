import { useState } from 'react'
import { type ResponseDetail, useWithdrawResponse } from '../../../api/responses'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Textarea } from '../../../ui/Field'
import { toastDone } from '../../../ui/Toast'

/** Takes a response out of everything that counts. It stays in the history, with the reason. */
export function WithdrawDialog({ response, onClose }: { response: ResponseDetail; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const withdraw = useWithdrawResponse(response.id)
  const run = () =>
    withdraw.mutate(
      { reason: reason.trim(), ifMatch: response.version },
      {
        onSuccess: () => {
          toastDone(`${response.number} was withdrawn`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Withdraw ${response.number}?`}
      description="It no longer counts. The answers and everything that happened stay in the history."
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button kind="danger" busy={withdraw.isPending} disabled={reason.trim() === ''} onClick={run}>
            Withdraw
          </Button>
        </>
      }
    >
      {withdraw.isError && <ErrorState error={withdraw.error} compact />}
      <Field label="Why?" required help="Kept in the history for good.">
        <Textarea rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  )
}
