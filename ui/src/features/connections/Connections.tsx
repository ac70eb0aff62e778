import { useQuery } from '@tanstack/react-query'
import { Cable, Plus } from 'lucide-react'
import { useState } from 'react'
import { type Connection, connectionsQuery } from '../../api/connections'
import { useMay } from '../../api/session'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { ConnectionDialog } from './ConnectionDialog'
import { ConnectionRow } from './ConnectionRow'

export function Connections() {
  const [edited, setEdited] = useState<Connection | 'new' | null>(null)
  const connections = useQuery(connectionsQuery)
  const may = useMay()
  const items = connections.data ?? []
  const add = (
    <Button kind="primary" icon={Plus} disabled={!may('connections.edit')} onClick={() => setEdited('new')}>
      New connection
    </Button>
  )
  return (
    <Card className="mt-5">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <p className="flex-1 basis-64 text-ink-2">
          Databases, services and mail servers that steps may use. Secrets are kept apart and never shown again.
        </p>
        {items.length > 0 && add}
      </div>
      <ListBody
        list={{ ...connections, items }}
        empty={
          <EmptyState icon={Cable} title="No connection yet" action={add}>
            Add the database or service that your workflows write to or read from. Steps then pick it by name.
          </EmptyState>
        }
      >
        <ul aria-label="Connections">
          {items.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} onEdit={() => setEdited(connection)} />
          ))}
        </ul>
      </ListBody>
      {edited !== null && (
        <ConnectionDialog connection={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Card>
  )
}
