import { useState } from 'react'
import type { Form } from '../../../../api/forms'
import { useOpenLinkActs } from '../sharing'
import { Button } from '../../../../ui/Button'
import { Dialog } from '../../../../ui/Dialog'
import { ErrorState } from '../../../../ui/ErrorState'
import { Checkbox, Field, Input } from '../../../../ui/Field'
import { toastDone } from '../../../../ui/Toast'
import { noAnswers, PrefillFields, type Prefill, prefillOf } from './PrefillFields'

export function NewLinkDialog({ form, onClose }: { form: Form; onClose: () => void }) {
  const [name, setName] = useState('')
  const [opensAt, setOpensAt] = useState('')
  const [closesAt, setClosesAt] = useState('')
  const [quota, setQuota] = useState('')
  const [once, setOnce] = useState(false)
  const [proof, setProof] = useState(true)
  const [prefill, setPrefill] = useState<Prefill>(noAnswers)
  const { create } = useOpenLinkActs(form.id)
  const submit = () => {
    const { values, locked } = prefillOf(form, prefill)
    create.mutate(
      {
        name: name.trim(),
        onePerPerson: once ? 'email' : 'none',
        proofOfWork: proof,
        ...(opensAt ? { opensAt: new Date(opensAt).toISOString() } : {}),
        ...(closesAt ? { closesAt: new Date(closesAt).toISOString() } : {}),
        ...(quota ? { quota: Number(quota) } : {}),
        ...(Object.keys(values).length > 0 ? { prefill: values, locked } : {}),
      },
      {
        onSuccess: () => {
          toastDone('The link is open')
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New open link"
      description="Anybody who has it may begin the form. Each who begins gets a link of their own."
      footer={
        <Button kind="primary" busy={create.isPending} disabled={!name.trim()} onClick={submit}>
          Open the link
        </Button>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" required help="Where it will be seen, such as “Website”." className="sm:col-span-2">
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Opens" help="Empty: at once.">
          <Input type="datetime-local" value={opensAt} onChange={(event) => setOpensAt(event.target.value)} />
        </Field>
        <Field label="Closes" help="Empty: stays open.">
          <Input type="datetime-local" value={closesAt} onChange={(event) => setClosesAt(event.target.value)} />
        </Field>
        <Field label="Answers at most" help="Empty: any number.">
          <Input type="number" min={1} value={quota} onChange={(event) => setQuota(event.target.value)} />
        </Field>
        <div className="flex flex-col gap-2 sm:col-span-2">
          <Checkbox
            label="One answer a person"
            help="Whoever begins names an address, and the personal link is mailed to it."
            checked={once}
            onToggle={setOnce}
          />
          <Checkbox
            label="Keep robots away"
            help="The browser does a small calculation before the form begins; nobody else is asked."
            checked={proof}
            onToggle={setProof}
          />
        </div>
        <details className="sm:col-span-2">
          <summary className="cursor-pointer font-medium">Fill in answers</summary>
          <PrefillFields form={form} prefill={prefill} onChange={setPrefill} />
        </details>
        {create.isError && (
          <div className="sm:col-span-2">
            <ErrorState error={create.error} compact />
          </div>
        )}
      </div>
    </Dialog>
  )
}
