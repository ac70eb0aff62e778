import { MailOpen, Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type Form, type Invitation, useSendForm } from '../../../api/forms'
import type { Channel } from './sharing'
import { readForm } from '../../../form-view/form'
import { count } from '../../../lib/text'
import { dateTimeText } from '../../../lib/time'
import { Button } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Checkbox, Field, Input, Select, Textarea } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { toastDone } from '../../../ui/Toast'
import { Invitations } from './Invitations'
import { LettersDialog } from './LettersDialog'
import { RecipientSources, type Source } from './RecipientSources'
import { asOnce, questionsOf, readRecipients } from './recipients'

const channels = [
  { value: 'mail', label: 'By mail' },
  { value: 'sms', label: 'By text message' },
  { value: 'portal', label: 'In the application only (colleagues)' },
]

/** More than this, and nobody wants to wait for the letters. */
const waitedForCountMax = 50

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('')

const nothing = { text: '', sources: [] as Source[], message: '', opensAt: '', deadline: '', reminders: '', locks: false }

export function SendCard({ form }: { form: Form }) {
  const [draft, setDraft] = useState(nothing)
  const [channel, setChannel] = useState<Channel>('mail')
  const [key, setKey] = useState(newKey)
  const [sent, setSent] = useState<{ invitations: Invitation[]; waits: boolean } | null>(null)
  const [writes, setWrites] = useState(false)
  const send = useSendForm(form.id)
  const change = (changes: Partial<typeof nothing>) => setDraft((before) => ({ ...before, ...changes }))
  const questions = useMemo(() => questionsOf(readForm(form.definition).fields), [form.definition])
  const read = readRecipients(draft.text, questions)
  const all = [...read.recipients, ...draft.sources.flatMap((source) => source.recipients)]
  const recipients = draft.sources.length > 0 ? asOnce(all) : all
  const filled = [...new Set(recipients.flatMap((one) => Object.keys(one.prefill ?? {})))]
  const days = draft.reminders.split(/[\s,;]+/).filter(Boolean)
  const wrongDays = days.some((day) => !/^\d{1,3}$/.test(day) || day === '0')
  const early = draft.opensAt !== '' && draft.deadline !== '' && draft.deadline <= draft.opensAt
  const sendNow = () =>
    send.mutate(
      {
        key,
        recipients,
        channel,
        reminders: days.map((day) => `P${day}D`),
        background: recipients.length > waitedForCountMax,
        ...(draft.locks && filled.length > 0 ? { locked: filled } : {}),
        ...(draft.message.trim() ? { message: draft.message.trim() } : {}),
        ...(draft.opensAt ? { opensAt: new Date(draft.opensAt).toISOString() } : {}),
        ...(draft.deadline ? { deadline: new Date(draft.deadline).toISOString() } : {}),
      },
      {
        onSuccess: ({ status, invitations, ...answer }) => {
          setSent({ invitations, waits: status === 'sending' })
          const whom = count(answer.count, 'person', 'people')
          if (status === 'scheduled') toastDone(`${whom} will hear of it on ${dateTimeText(draft.opensAt)}`)
          else if (invitations.length === 0) toastDone(`Sending to ${whom}. It goes on by itself.`)
          setDraft(nothing)
          setKey(newKey())
        },
      },
    )
  return (
    <Card
      title={`Send version ${form.published?.version}`}
      aside={
        <Button size="small" icon={MailOpen} onClick={() => setWrites(true)}>
          Letters
        </Button>
      }
    >
      <form
        className="grid gap-4 p-4 md:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (recipients.length > 0 && !wrongDays && !early) sendNow()
        }}
      >
        <div className="flex flex-col gap-2 md:row-span-4">
          <Field
            label="Recipients"
            help="One a line: an address, or address, name, reference. Of a spreadsheet, columns named as questions fill these in."
          >
            <Textarea
              rows={11}
              value={draft.text}
              placeholder={'ana@example.org, Ana Berg, S-100\nben@example.org\n+49 170 1234567, Cleo'}
              onChange={(event) => change({ text: event.target.value })}
              className="font-mono text-dense"
            />
          </Field>
          <RecipientSources
            key={key}
            form={form}
            questions={questions}
            sources={draft.sources}
            onChange={(sources) => change({ sources })}
          />
          {filled.length > 0 && (
            <>
              <p className="text-dense text-ink-2 wrap-anywhere">
                Fills in: {filled.map((name) => questions[name]?.title ?? name).join(', ')}.
              </p>
              <Checkbox
                label="Whoever gets the form cannot change what is filled in"
                checked={draft.locks}
                onToggle={(locks) => change({ locks })}
              />
            </>
          )}
        </div>
        <Field label="Message" help="Stands in the letter and above the form.">
          <Textarea rows={3} value={draft.message} onChange={(event) => change({ message: event.target.value })} />
        </Field>
        <Field label="They hear of it" help="Whoever has a telephone number and no address gets a text message.">
          <Select value={channel} options={channels} onPick={(value) => setChannel(value as Channel)} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Answers from" help="The letters leave then. Empty: at once.">
            <Input type="datetime-local" value={draft.opensAt} onChange={(event) => change({ opensAt: event.target.value })} />
          </Field>
          <Field
            label="Answers until"
            help="The links close then. Empty: they stay open."
            error={early ? 'This is before they open.' : null}
          >
            <Input type="datetime-local" value={draft.deadline} onChange={(event) => change({ deadline: event.target.value })} />
          </Field>
        </div>
        <Field
          label="Remind after (days)"
          help="Such as 7, 12. Whoever has answered is not reminded."
          error={wrongDays ? 'Write whole days, separated by commas.' : null}
        >
          <Input value={draft.reminders} inputMode="numeric" onChange={(event) => change({ reminders: event.target.value })} />
        </Field>
        <div className="md:col-span-2">
          <Faults faults={read.faults} twice={read.twice} />
          {send.isError && <ErrorState error={send.error} compact />}
          <Button type="submit" kind="primary" icon={Send} busy={send.isPending} disabled={recipients.length === 0 || wrongDays || early}>
            {recipients.length === 0
              ? 'Send'
              : `${draft.opensAt ? 'Schedule for' : 'Send to'} ${count(recipients.length, 'person', 'people')}`}
          </Button>
        </div>
      </form>
      {sent && sent.invitations.length > 0 && <Invitations {...sent} />}
      {writes && <LettersDialog formId={form.id} onClose={() => setWrites(false)} />}
    </Card>
  )
}

function Faults({ faults, twice }: { faults: { line: number; text: string; why: string }[]; twice: number }) {
  return (
    <>
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
        <p className="mb-3 text-dense text-ink-2">{count(twice, 'address', 'addresses')} there twice: asked once.</p>
      )}
    </>
  )
}
