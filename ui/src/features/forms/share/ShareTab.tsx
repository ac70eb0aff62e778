import { Send } from 'lucide-react'
import { useState } from 'react'
import { type Form, type Invitation, useSendForm } from '../../../api/forms'
import { useMay } from '../../../api/session'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input, Textarea } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { Sendings } from './Sendings'
import { Invitations } from './Invitations'
import { readRecipients } from './recipients'

/** Sends the published form to people, each with a link of their own. */
export function ShareTab({ form }: { form: Form }) {
  const may = useMay()
  if (form.published === null)
    return (
      <EmptyState icon={Send} title="Publish the form first">
        Only a published version can be sent. It stays as it is for those who got it, whatever you change afterwards.
      </EmptyState>
    )
  return (
    <div className="mx-auto grid max-w-5xl gap-4 px-6 py-5 max-md:px-4 max-md:pb-24">
      {may('forms.send') && <SendCard form={form} />}
      <Sendings formId={form.id} />
    </div>
  )
}

function SendCard({ form }: { form: Form }) {
  const [text, setText] = useState('')
  const [message, setMessage] = useState('')
  const [deadline, setDeadline] = useState('')
  const [key, setKey] = useState(newKey)
  const [invitations, setInvitations] = useState<Invitation[]>([])
  const send = useSendForm(form.id)
  const { recipients, faults, twice } = readRecipients(text)
  const sendNow = () =>
    send.mutate(
      {
        key,
        recipients,
        ...(message.trim() ? { message: message.trim() } : {}),
        ...(deadline ? { deadline: new Date(deadline).toISOString() } : {}),
      },
      {
        onSuccess: (sent) => {
          setInvitations(sent.invitations)
          setText('')
          setKey(newKey())
        },
      },
    )
  return (
    <Card title={`Send version ${form.published?.version}`}>
      <form
        className="grid gap-4 p-4 md:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (recipients.length > 0) sendNow()
        }}
      >
        <Field
          label="Recipients"
          className="md:row-span-2"
          help="One a line: an address, or address, name, reference. Paste them from a spreadsheet or a CSV file."
        >
          <Textarea
            rows={9}
            value={text}
            placeholder={'ana@example.org, Ana Berg, S-100\nben@example.org'}
            onChange={(event) => setText(event.target.value)}
            className="font-mono text-dense"
          />
        </Field>
        <Field label="Message" help="Stands in the mail and above the form.">
          <Textarea rows={4} value={message} onChange={(event) => setMessage(event.target.value)} />
        </Field>
        <Field label="Answers until" help="The links close then. Empty: they stay open.">
          <Input type="datetime-local" value={deadline} onChange={(event) => setDeadline(event.target.value)} />
        </Field>
        <div className="md:col-span-2">
          {faults.length > 0 && (
            <ul className="mb-3 text-dense text-attention">
              {faults.slice(0, 5).map((fault) => (
                <li key={fault.line}>
                  Line {fault.line}, “{fault.text.slice(0, 60)}”: {fault.why}
                </li>
              ))}
              {faults.length > 5 && <li>and {faults.length - 5} more lines</li>}
            </ul>
          )}
          {twice > 0 && (
            <p className="mb-3 text-dense text-ink-2">
              {count(twice, 'address', 'addresses')} there twice: asked once.
            </p>
          )}
          {send.isError && <ErrorState error={send.error} compact />}
          <Button type="submit" kind="primary" icon={Send} busy={send.isPending} disabled={recipients.length === 0}>
            {recipients.length === 0 ? 'Send' : `Send to ${count(recipients.length, 'person', 'people')}`}
          </Button>
        </div>
      </form>
      {invitations.length > 0 && <Invitations invitations={invitations} />}
    </Card>
  )
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('')
