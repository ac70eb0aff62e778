import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { Form } from '../../../../api/forms'
import { type OpenLink, useOpenLinkActs } from '../sharing'
import { copyText } from '../../../../lib/copyText'
import { Button } from '../../../../ui/Button'
import { Dialog } from '../../../../ui/Dialog'
import { ErrorState } from '../../../../ui/ErrorState'
import { toastDone, toastFailed } from '../../../../ui/Toast'
import { noAnswers, type Prefill, PrefillFields, prefillOf } from './PrefillFields'

/** An address of an open link with answers in it, signed so that nobody can change them on the way. */
export function PrefillDialog({ form, link, onClose }: { form: Form; link: OpenLink; onClose: () => void }) {
  const [prefill, setPrefill] = useState<Prefill>(noAnswers)
  const { sign } = useOpenLinkActs(form.id)
  const { values, locked } = prefillOf(form, prefill)
  const copy = (url: string) => void copyText(url).then(() => toastDone('Copied'), toastFailed)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Fill in answers of “${link.name}”`}
      description="The address that comes out is signed: nobody can change its answers on the way, and the locked ones not in the form."
      footer={
        <Button
          kind="primary"
          busy={sign.isPending}
          disabled={Object.keys(values).length === 0}
          onClick={() => sign.mutate({ id: link.id, values, locked })}
        >
          Make the address
        </Button>
      }
    >
      <PrefillFields
        form={form}
        prefill={prefill}
        onChange={(changed) => {
          sign.reset()
          setPrefill(changed)
        }}
      />
      {sign.isError && <ErrorState error={sign.error} compact />}
      {sign.data && (
        <p role="status" className="mt-4 flex items-start gap-2 rounded-card bg-sunken p-3">
          <span className="min-w-0 flex-1 font-mono text-xs break-all">{sign.data.url}</span>
          <Button size="small" icon={Copy} onClick={() => copy(sign.data.url)}>
            Copy
          </Button>
        </p>
      )}
    </Dialog>
  )
}
