import { ServerOff } from 'lucide-react'
import { type ClusterNode, useClusterNodes } from '../../api/system'
import { sentenceOf } from '../../lib/text'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, Table } from '../../ui/Table'

const isTime = (name: string, value: unknown): value is string =>
  typeof value === 'string' && /At$/.test(name) && !Number.isNaN(Date.parse(value))

const shown = (name: string, value: unknown) =>
  isTime(name, value) ? <RelativeTime at={value} /> : value === null || value === undefined ? '' : String(value)

/** Whatever the server tells of its nodes, a column each. */
export function ClusterNodes() {
  const nodes = useClusterNodes()
  const items = nodes.data?.items ?? []
  const names = Object.keys(items[0] ?? {}).filter((name) => typeof items[0]?.[name] !== 'object' || items[0]?.[name] === null)
  const columns = names.map(
    (name): Column<ClusterNode> => ({ id: name, title: sentenceOf(name), cell: (row) => shown(name, row[name]) }),
  )
  return (
    <Card className="mt-5">
      <ListBody
        list={{ ...nodes, items }}
        empty={
          <EmptyState icon={ServerOff} title="No node has reported">
            Each host writes a heartbeat every few seconds; it appears here when the first one is in.
          </EmptyState>
        }
      >
        <Table label="Nodes of the cluster" rows={items} columns={columns} keyOf={(row) => String(row.id ?? JSON.stringify(row))} />
      </ListBody>
    </Card>
  )
}
