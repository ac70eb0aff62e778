import { useState } from 'react'
import { type Connection, type ConnectionKind, useSaveConnection } from '../../api/connections'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input, Select } from '../../ui/Field'
import { kinds, type SettingField } from './kinds'

const kindOptions = Object.entries(kinds).map(([value, kind]) => ({ value, label: kind.label }))

/** Known settings first, then any others the connection carries, so that nothing is lost by editing. */
const fieldsOf = (kind: ConnectionKind, settings: Record<string, unknown>): SettingField[] => {
  const known = kinds[kind].settings
  const others = Object.keys(settings).filter((name) => !known.some((field) => field.name === name))
  return [...known, ...others.filter((name) => typeof settings[name] !== 'object').map((name) => ({ name, label: name }))]
}

interface ConnectionDialogProps {
  connection: Connection | null
  /** What a new one is to begin with. */
  kind?: ConnectionKind | undefined
  /** The id of a new one, for whoever wants to use it at once. */
  onMade?: (id: string) => void
  onClose: () => void
}

export function ConnectionDialog({ connection, kind: wanted = 'postgres', onMade, onClose }: ConnectionDialogProps) {
  const [name, setName] = useState(connection?.name ?? '')
  const [kind, setKind] = useState<ConnectionKind>(connection?.kind ?? wanted)
  const [settings, setSettings] = useState<Record<string, unknown>>(connection?.settings ?? {})
  const [secret, setSecret] = useState('')
  const save = useSaveConnection()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    // The dialog may stand over another form, which is not what is sent.
    event.stopPropagation()
    const body = { name: name.trim(), kind, settings, ...(secret === '' ? {} : { secret }) }
    const done = (saved: unknown) => {
      if (!connection) onMade?.((saved as { id: string }).id)
      onClose()
    }
    save.mutate({ id: connection?.id ?? null, body }, { onSuccess: done })
  }
  const setSetting = (field: SettingField, value: string) => {
    const { [field.name]: _, ...rest } = settings
    setSettings(value === '' ? rest : { ...rest, [field.name]: field.number ? Number(value) : value })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={connection ? `Change ${connection.name}` : 'New connection'}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" form="connection" kind="primary" busy={save.isPending} disabled={name.trim() === ''}>
            Save connection
          </Button>
        </>
      }
    >
      <form id="connection" onSubmit={submit} className="flex flex-col gap-4">
        {save.isError && <ErrorState error={save.error} compact />}
        <Field label="Name" help="Steps pick the connection by this name.">
          <Input autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Kind">
          <Select
            options={kindOptions}
            value={kind}
            disabled={connection !== null}
            onPick={(next) => setKind(next as ConnectionKind)}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          {fieldsOf(kind, settings).map((field) => (
            <Field key={field.name} label={field.label}>
              <Input
                type={field.number ? 'number' : 'text'}
                placeholder={field.placeholder}
                value={String(settings[field.name] ?? '')}
                onChange={(event) => setSetting(field, event.target.value)}
              />
            </Field>
          ))}
        </div>
        <Field
          label={kinds[kind].secret}
          help={
            connection?.hasSecret
              ? 'Leave empty to keep the one that is set. For another address it has to be given again.'
              : 'Kept encrypted; nobody can read it here again.'
          }
        >
          <Input type="password" autoComplete="new-password" value={secret} onChange={(event) => setSecret(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
