import { CalendarOff, X } from 'lucide-react'
import { useState } from 'react'
import { useMay, useSession } from '../../api/session'
import { dateText } from '../../lib/time'
import { Button, IconButton } from '../../ui/Button'
import { Field, Input, Select } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { toastDone, toastFailed } from '../../ui/Toast'
import { usePeople, usePeopleAct } from './people'

/** Who is away and who stands in. What the substitute decides is recorded as decided for the other. */
export function Absences() {
  const people = usePeople().data ?? []
  const me = useSession().user.id
  const may = useMay()
  const act = usePeopleAct()
  const away = people.flatMap((person) => person.absences.map((absence) => ({ person, absence })))
  const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        Who stands in decides meanwhile; the record says for whom. Nobody stands in for what is his own.
      </p>
      <ul className="divide-y divide-line">
        {away.length === 0 && <li className="px-4 py-3 text-ink-2">Nobody is away.</li>}
        {away.map(({ person, absence }) => (
          <li key={absence.id} className="flex items-center gap-3 px-4 py-2">
            <CalendarOff size={16} aria-hidden className="shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="font-medium">{person.name}</span> {dateText(absence.from)} to {dateText(absence.until)}
              <span className="text-ink-2">
                {absence.substitute ? ` · ${nameOf(absence.substitute) ?? 'somebody'} decides for them` : ' · nobody stands in'}
              </span>
            </span>
            {(person.id === me || may('users.manage')) && (
              <IconButton
                icon={X}
                size="small"
                label={`Cancel the absence of ${person.name}`}
                onClick={() => act.mutate({ act: 'cancelAbsence', person: person.id, id: absence.id }, { onError: toastFailed })}
              />
            )}
          </li>
        ))}
      </ul>
      <AbsenceForm />
    </Card>
  )
}

function AbsenceForm() {
  const me = useSession().user.id
  const may = useMay()
  const people = usePeople().data ?? []
  const act = usePeopleAct()
  const [person, setPerson] = useState(me)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [substitute, setSubstitute] = useState('')
  const note = () =>
    act.mutate(
      {
        act: 'noteAbsence',
        person,
        from: new Date(`${from}T00:00`).toISOString(),
        until: new Date(`${until}T23:59:59`).toISOString(),
        substitute: substitute || null,
        reason: null,
      },
      {
        onError: toastFailed,
        onSuccess: () => {
          toastDone('Noted the absence.')
          setFrom('')
          setUntil('')
        },
      },
    )
  return (
    <form
      className="flex flex-wrap items-end gap-3 border-t border-line px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        note()
      }}
    >
      {may('users.manage') && (
        <Field label="Who is away" className="basis-44">
          <Select value={person} onPick={setPerson} options={people.map((one) => ({ value: one.id, label: one.name }))} />
        </Field>
      )}
      <Field label="First day" className="basis-36">
        <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label="Last day" className="basis-36">
        <Input type="date" value={until} min={from} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field label="Stands in" className="basis-44">
        <Select
          value={substitute}
          onPick={setSubstitute}
          options={[
            { value: '', label: 'Nobody' },
            ...people.filter((one) => one.mayDecide && one.id !== person).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      </Field>
      <Button type="submit" busy={act.isPending} disabled={!from || !until || until < from}>
        Note the absence
      </Button>
    </form>
  )
}
