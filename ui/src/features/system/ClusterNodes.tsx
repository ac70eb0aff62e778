import { ServerOff } from 'lucide-react'
import { type ClusterNode, useClusterNodes } from '../../api/system'
import { count } from '../../lib/text'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, Table } from '../../ui/Table'

/** `Forms:V2:All` → Forms. */
const nameOf = (shard: string) => shard.split(':')[0]

const work = (shards: number) => count(shards, 'projection or subscription', 'projections and subscriptions')

const columns: Column<ClusterNode>[] = [
  { id: 'id', title: 'Node', cell: (node) => <span className="font-mono">{node.id}</span> },
  { id: 'seenAt', title: 'Seen', cell: (node) => <RelativeTime at={node.seenAt} /> },
  {
    id: 'shards',
    title: 'Runs',
    cell: (node) => (
      <>
        <p>{node.shards.length === 0 ? 'nothing yet' : work(node.shards.length)}</p>
        <p className="max-w-prose text-ink-3 max-md:hidden">{node.shards.map(nameOf).join(', ')}</p>
      </>
    ),
  },
]

/** Which nodes are there, and how the work is spread over them. */
export function ClusterNodes() {
  const nodes = useClusterNodes()
  const items = nodes.data?.items ?? []
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
        <Table label="Nodes of the cluster" rows={items} columns={columns} keyOf={(node) => node.id} />
      </ListBody>
    </Card>
  )
}
