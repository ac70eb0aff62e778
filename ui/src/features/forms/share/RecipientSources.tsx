import { Database, FileUp, History, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Form, Recipient } from '../../../api/forms'
import { useMay } from '../../../api/session'
import { FromQuery } from './FromQuery'
import { earlierRecipients, useDistributions } from './sharing'
import { count } from '../../../lib/text'
import { dateTimeText } from '../../../lib/time'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Select } from '../../../ui/Field'
import { toastFailed } from '../../../ui/Toast'
import { textOf } from './csv'
import { type Questions, readRecipients } from './recipients'

/** Recipients that were not typed: too many to show, so they are named by where they are from. */
export interface Source {
  name: string
  recipients: Recipient[]
}

interface SourcesProps {
  form: Form
  questions: Questions
  sources: readonly Source[]
  onChange: (sources: Source[]) => void
}

export function RecipientSources({ form, questions, sources, onChange }: SourcesProps) {
  const may = useMay()
  const file = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState<'query' | 'earlier' | null>(null)
  const [faulty, setFaulty] = useState('')
  const add = (source: Source) => {
    onChange([...sources, source])
    setOpen(null)
  }
  const readFile = async (chosen: File) => {
    const read = readRecipients(await textOf(chosen), questions)
    const wrong = read.faults[0]
    setFaulty(
      wrong ? `${chosen.name}: ${count(read.faults.length, 'line')} left out; line ${wrong.line} has ${wrong.why}.` : '',
    )
    if (read.recipients.length > 0) add({ name: chosen.name, recipients: read.recipients })
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={FileUp} onClick={() => file.current?.click()}>
          CSV file
        </Button>
        <Button size="small" icon={History} onClick={() => setOpen('earlier')}>
          Earlier sending
        </Button>
        {may('connections.edit') && (
          <Button size="small" icon={Database} onClick={() => setOpen('query')}>
            Query
          </Button>
        )}
        <input
          ref={file}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label="CSV file with recipients"
          className="hidden"
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            if (chosen) void readFile(chosen).catch(toastFailed)
            event.target.value = ''
          }}
        />
      </div>
      {faulty && <p className="text-dense text-attention wrap-anywhere">{faulty}</p>}
      <ul className="flex flex-col gap-1">
        {sources.map((source, at) => (
          <li key={`${source.name} ${at}`} className="flex items-center gap-2 rounded-field bg-sunken px-2 py-1 text-dense">
            <span className="min-w-0 flex-1 wrap-anywhere">
              {source.name}: {count(source.recipients.length, 'person', 'people')}
            </span>
            <IconButton
              icon={X}
              size="small"
              label={`Leave out ${source.name}`}
              onClick={() => onChange(sources.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {open === 'query' && <FromQuery questions={questions} onAdd={add} onClose={() => setOpen(null)} />}
      {open === 'earlier' && <FromEarlier formId={form.id} onAdd={add} onClose={() => setOpen(null)} />}
    </div>
  )
}

export interface FromProps {
  onAdd: (source: Source) => void
  onClose: () => void
}

const whom = [
  { value: 'unanswered', label: 'who has not answered' },
  { value: 'submitted', label: 'who has answered' },
  { value: 'bounced', label: 'whom it did not reach' },
  { value: '', label: 'everybody' },
]

function FromEarlier({ formId, onAdd, onClose }: FromProps & { formId: string }) {
  const sendings = useDistributions(formId).data ?? []
  const [chosen, setChosen] = useState('')
  const [state, setState] = useState('unanswered')
  const [busy, setBusy] = useState(false)
  const sending = sendings.find((one) => one.id === chosen) ?? sendings[0]
  const take = () => {
    if (!sending) return
    setBusy(true)
    earlierRecipients(formId, sending.id, state)
      .then((recipients) => onAdd({ name: `Sending of ${dateTimeText(sending.sentAt)}`, recipients }), toastFailed)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Recipients of an earlier sending"
      description={sendings.length === 0 ? 'Nothing was sent yet.' : 'They get a new link and can answer this version.'}
      footer={
        <Button kind="primary" busy={busy} disabled={!sending} onClick={take}>
          Take them
        </Button>
      }
    >
      <div className="grid gap-4">
        <Field label="Sending">
          <Select
            value={sending?.id ?? ''}
            options={sendings.map((one) => ({
              value: one.id,
              label: `${dateTimeText(one.sentAt)}, ${count(one.invited, 'person', 'people')}`,
            }))}
            onPick={setChosen}
          />
        </Field>
        <Field label="Take">
          <Select value={state} options={whom} onPick={setState} />
        </Field>
      </div>
    </Dialog>
  )
}
