import { CircleCheck, CircleX, KeyRound, Pencil, PlugZap, Trash2, Unplug } from 'lucide-react'
import { useState } from 'react'
import { type Connection, useDeleteConnection, useTestConnection } from '../../api/connections'
import { useMay } from '../../api/session'
import { clockText, dateTimeText } from '../../lib/time'
import { Button, IconButton } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/Dialog'
import { RelativeTime } from '../../ui/RelativeTime'
import { toastFailed } from '../../ui/Toast'
import { kinds } from './kinds'

export function ConnectionRow({ connection, onEdit }: { connection: Connection; onEdit: () => void }) {
  const [asking, setAsking] = useState(false)
  const may = useMay()('connections.edit')
  const test = useTestConnection()
  const remove = useDeleteConnection()
  const kind = kinds[connection.kind]
  return (
    <li className="border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <kind.icon size={20} aria-hidden className="shrink-0 text-ink-2" />
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">{connection.name}</p>
          <p className="truncate text-dense text-ink-2">
            {kind.label} · <span className="font-mono text-xs">{kind.where(connection.settings)}</span>
          </p>
        </div>
        <span className="flex w-36 items-center gap-1.5 text-dense text-ink-3">
          {connection.hasSecret && <KeyRound size={14} aria-hidden />}
          {connection.hasSecret ? 'secret is set' : 'no secret'}
        </span>
        <span className="w-28 text-dense text-ink-3 max-lg:hidden">
          <RelativeTime at={connection.updatedAt} />
        </span>
        <div className="flex gap-1">
          <Button size="small" icon={PlugZap} busy={test.isPending} onClick={() => test.mutate(connection.id, { onError: toastFailed })}>
            Test
          </Button>
          <IconButton icon={Pencil} label={`Change ${connection.name}`} size="small" disabled={!may} onClick={onEdit} />
          <IconButton icon={Trash2} label={`Delete ${connection.name}`} size="small" disabled={!may} onClick={() => setAsking(true)} />
        </div>
      </div>
      {connection.breaker && (
        <p className="mt-2 flex items-start gap-2 text-dense text-attention wrap-anywhere">
          <Unplug size={16} aria-hidden className="shrink-0" />
          <span>
            Has not answered since {dateTimeText(connection.breaker.since)}: {connection.breaker.reason}{' '}
            {connection.breaker.state === 'open'
              ? `Steps wait; one tries again after ${clockText(connection.breaker.until)}.`
              : 'Steps wait while one tries.'}
          </span>
        </p>
      )}
      {test.data && (
        <p role="status" className={`mt-2 flex items-start gap-2 text-dense ${test.data.ok ? 'text-done' : 'text-failed'}`}>
          {test.data.ok ? <CircleCheck size={16} aria-hidden /> : <CircleX size={16} aria-hidden />}
          {test.data.message}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete “${connection.name}”?`}
        act="Delete connection"
        onConfirm={() => remove.mutate(connection.id, { onError: toastFailed })}
      >
        Steps that use it will fail at their next run until they are given another. Its secret is destroyed.
      </ConfirmDialog>
    </li>
  )
}
