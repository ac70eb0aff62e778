import { X } from 'lucide-react'
import { useMay, useUsers } from '../../api/session'
import { Button } from '../../ui/Button'
import { Field, Input, Select } from '../../ui/Field'

export type AuditFilterValues = Record<'search' | 'type' | 'actor' | 'from' | 'to' | 'stream' | 'correlation', string>

const kinds = [
  { value: '', label: 'Everything' },
  { value: 'workflow.', label: 'Workflows' },
  { value: 'run.', label: 'Runs' },
  { value: 'step.', label: 'Steps' },
  { value: 'form.', label: 'Forms' },
  { value: 'invitation.', label: 'Invitations' },
  { value: 'response.', label: 'Responses' },
  { value: 'review.', label: 'Reviews' },
  { value: 'user.', label: 'People and roles' },
  { value: 'session.', label: 'Sign-ins' },
  { value: 'connection.', label: 'Connections' },
]

const system = [
  { value: 'engine', label: 'The engine' },
  { value: 'scheduler', label: 'The schedule' },
  { value: 'webhook', label: 'A webhook' },
]

interface AuditFilterBarProps {
  filters: AuditFilterValues
  onChange: (changes: Partial<Record<keyof AuditFilterValues, string | null>>) => void
}

/** Who, what, when, which. */
export function AuditFilterBar({ filters, onChange }: AuditFilterBarProps) {
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Field label="Word" className="min-w-48 flex-1">
        <Input
          type="search"
          value={filters.search}
          placeholder="In the data of the event"
          onChange={(event) => onChange({ search: event.target.value })}
        />
      </Field>
      <Field label="What" className="w-44">
        <Select value={filters.type} options={kinds} onPick={(type) => onChange({ type })} />
      </Field>
      <Who value={filters.actor} onPick={(actor) => onChange({ actor })} />
      <Field label="From" className="w-40">
        <Input
          type="date"
          value={filters.from}
          max={filters.to || undefined}
          onChange={(event) => onChange({ from: event.target.value })}
        />
      </Field>
      <Field label="To" className="w-40">
        <Input
          type="date"
          value={filters.to}
          min={filters.from || undefined}
          onChange={(event) => onChange({ to: event.target.value })}
        />
      </Field>
      {filters.stream && (
        <Button icon={X} onClick={() => onChange({ stream: null })}>
          One object only
        </Button>
      )}
      {filters.correlation && (
        <Button icon={X} onClick={() => onChange({ correlation: null })}>
          One cause only
        </Button>
      )}
    </div>
  )
}

function Who({ value, onPick }: { value: string; onPick: (actor: string) => void }) {
  // Only those who manage users may list them; others filter by a name they see in the log.
  return useMay()('users.manage') ? (
    <WhoOfAll value={value} onPick={onPick} />
  ) : (
    <WhoChosen value={value} onPick={onPick} />
  )
}

function WhoOfAll({ value, onPick }: { value: string; onPick: (actor: string) => void }) {
  const users = useUsers().data ?? []
  const options = [
    { value: '', label: 'Anybody' },
    ...users.map((user) => ({ value: user.id, label: user.name })),
    ...system,
  ]
  return (
    <Field label="Who" className="w-44">
      <Select value={value} options={options} onPick={onPick} />
    </Field>
  )
}

function WhoChosen({ value, onPick }: { value: string; onPick: (actor: string) => void }) {
  if (!value) return null
  return (
    <Button icon={X} onClick={() => onPick('')}>
      One person only
    </Button>
  )
}
