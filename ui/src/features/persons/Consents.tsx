import { useState } from 'react'
import { useMay } from '../../api/session'
import { dateTimeText } from '../../lib/time'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Textarea } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { toastDone } from '../../ui/Toast'
import { type PersonDetail, useWithdrawConsent } from './persons'

/** What a person has agreed to, with the version of the text, and when they took it back. */
export function Consents({ person }: { person: PersonDetail }) {
  const may = useMay()
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  return (
    <Card title="Consents">
      {person.consents.length === 0 && <p className="p-4 text-ink-2">None was given.</p>}
      <ul className="divide-y divide-line">
        {person.consents.map((one) => (
          <li key={one.consentId + one.textVersion} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
            <span className="min-w-0 flex-1">
              <span className="font-mono">{one.consentId}</span>, text {one.textVersion}
              <span className="block text-dense text-ink-2">
                given {dateTimeText(one.givenAt)}
                {one.withdrawnAt && `, withdrawn ${dateTimeText(one.withdrawnAt)}`}
              </span>
            </span>
            {may('responses.amend') && !one.withdrawnAt && !person.erasedAt && (
              <Button size="small" onClick={() => setWithdrawing(one.consentId)} aria-label={`Withdraw the consent ${one.consentId}`}>
                Withdraw…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdrawing && <WithdrawDialog personId={person.id} consentId={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Card>
  )
}

function WithdrawDialog({ personId, consentId, onClose }: { personId: string; consentId: string; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const withdraw = useWithdrawConsent(personId)
  const run = () =>
    withdraw.mutate(
      { consentId, reason: reason.trim() },
      {
        onSuccess: () => {
          toastDone('The consent is withdrawn')
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Withdraw the consent “${consentId}”?`}
      description="For when the person has told you. From then on it does not hold; that it was given stays in the log."
      footer={
        <Button kind="primary" busy={withdraw.isPending} disabled={reason.trim() === ''} onClick={run}>
          Withdraw it
        </Button>
      }
    >
      {withdraw.isError && <ErrorState error={withdraw.error} compact />}
      <Field label="How do you know?" required help="Kept in the log. Write no personal data here.">
        <Textarea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  )
}
