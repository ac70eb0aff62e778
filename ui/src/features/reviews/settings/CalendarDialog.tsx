import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { problemOf } from '../../../api/problem'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input, Select, Textarea } from '../../../ui/Field'
import { days, nameOf, readHolidays, short } from './hours'
import { type Calendar, type OpenHours, useSettingsAct } from './settings'

const zones = Intl.supportedValuesOf('timeZone')
const office = days.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' }))

export function CalendarDialog({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const act = useSettingsAct()
  const [name, setName] = useState(calendar?.name ?? '')
  const [zone, setZone] = useState(calendar?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [hours, setHours] = useState<OpenHours[]>(
    calendar?.hours.map((one) => ({ day: one.day.toLowerCase(), from: short(one.from), to: short(one.to) })) ?? office,
  )
  const [holidays, setHolidays] = useState(calendar?.holidays.join('\n') ?? '')
  const dates = readHolidays(holidays)
  const change = (at: number, changes: Partial<OpenHours>) =>
    setHours(hours.map((one, index) => (index === at ? { ...one, ...changes } : one)))
  const save = () =>
    act.mutate(
      {
        act: 'saveCalendar',
        id: calendar?.id ?? null,
        calendar: {
          name,
          zone,
          hours: hours.map((one) => ({ day: one.day, from: `${one.from}:00`, to: `${one.to}:00` })),
          holidays: dates ?? [],
        },
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={calendar ? calendar.name : 'New calendar'}
      description="Reviews keep the hours that they were asked for with; a change holds for those to come."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={act.isPending} disabled={name.trim() === '' || dates === null || hours.length === 0} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Name" required error={act.isError ? problemOf(act.error).detail || problemOf(act.error).title : null}>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Time zone">
          <Select value={zone} options={zones.map((one) => ({ value: one, label: one }))} onPick={setZone} />
        </Field>
        <fieldset>
          <legend className="text-dense font-medium">Hours</legend>
          <ul className="mt-1 grid gap-2">
            {hours.map((one, at) => (
              <li key={at} className="flex items-center gap-2">
                <Select
                  aria-label={`Day ${at + 1}`}
                  className="w-24"
                  value={one.day}
                  options={days.map((day) => ({ value: day, label: nameOf(day) }))}
                  onPick={(day) => change(at, { day })}
                />
                <Input
                  aria-label={`From ${at + 1}`}
                  type="time"
                  value={one.from}
                  onChange={(event) => change(at, { from: event.target.value })}
                />
                <span className="text-ink-2">to</span>
                <Input
                  aria-label={`To ${at + 1}`}
                  type="time"
                  value={one.to}
                  onChange={(event) => change(at, { to: event.target.value })}
                />
                <IconButton
                  icon={X}
                  size="small"
                  label={`Take line ${at + 1} away`}
                  onClick={() => setHours(hours.filter((_, index) => index !== at))}
                />
              </li>
            ))}
          </ul>
          <p className="mt-1 text-dense text-ink-3">00:00 at the end is midnight.</p>
          <Button
            size="small"
            icon={Plus}
            className="mt-2"
            onClick={() => setHours([...hours, { day: days[hours.length % days.length] ?? 'monday', from: '09:00', to: '17:00' }])}
          >
            Add hours
          </Button>
        </fieldset>
        <Field
          label="Holidays"
          help="One date a line, such as 2026-12-25 Christmas."
          error={dates === null ? 'Each line begins with a date, written 2026-12-25.' : null}
        >
          <Textarea rows={5} value={holidays} className="font-mono" onChange={(event) => setHolidays(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  )
}
