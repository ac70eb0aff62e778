import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Checkbox, Field, Select } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { toastDone, toastFailed } from '../../ui/Toast'
import { type Preferences, useNoticeAct, usePreferences } from './notifications'

const mails = [
  { value: 'now', label: 'At once' },
  { value: 'digest', label: 'Once a day' },
  { value: 'none', label: 'Not at all' },
]

const kinds = [
  { kind: 'review.waiting', label: 'A review waits for me' },
  { kind: 'review.assigned', label: 'A review was assigned to me' },
  { kind: 'review.delegated', label: 'Somebody lets me decide' },
  { kind: 'review.mentioned', label: 'Somebody mentions me' },
  { kind: 'review.due', label: 'A review is due soon' },
  { kind: 'review.late', label: 'A review is late' },
  { kind: 'review.answered', label: 'The sender answers what I asked' },
  { kind: 'review.lapsed', label: 'My approval lapsed' },
  { kind: 'review.decided', label: 'What I asked for was decided' },
]

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))

export function PreferencesForm() {
  const stored = usePreferences().data
  return stored ? <Form key={JSON.stringify(stored)} stored={stored} /> : null
}

function Form({ stored }: { stored: Preferences }) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [wanted, setWanted] = useState({ ...stored, zone: stored.zone === 'UTC' ? here : stored.zone })
  const act = useNoticeAct()
  const save = () =>
    act.mutate(
      { act: 'prefer', preferences: wanted },
      { onSuccess: () => toastDone('Saved how you are told.'), onError: toastFailed },
    )
  return (
    <Card className="p-4">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <h2 className="font-semibold">How you are told by mail</h2>
        <Field label="Mail">
          <Select value={wanted.mail} options={mails} onPick={(mail) => setWanted({ ...wanted, mail: mail as Preferences['mail'] })} />
        </Field>
        {wanted.mail === 'digest' && (
          <Field label="At" help={`In ${wanted.zone}`}>
            <Select
              value={String(wanted.digestHour)}
              options={hours}
              onPick={(hour) => setWanted({ ...wanted, digestHour: Number(hour) })}
            />
          </Field>
        )}
        {wanted.mail !== 'none' && (
          <fieldset>
            <legend className="mb-1 text-dense font-medium">By mail, when</legend>
            {kinds.map(({ kind, label }) => (
              <Checkbox
                key={kind}
                label={label}
                checked={!wanted.muted.includes(kind)}
                onToggle={(on) =>
                  setWanted({
                    ...wanted,
                    muted: on ? wanted.muted.filter((one) => one !== kind) : [...wanted.muted, kind],
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <div>
          <Button type="submit" busy={act.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  )
}
