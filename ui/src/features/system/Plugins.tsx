import { Blocks, CircleX, History } from 'lucide-react'
import { type Plugin, usePlugins } from '../../api/system'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { Pill, StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, Table } from '../../ui/Table'

const columns: Column<Plugin>[] = [
  {
    id: 'name',
    title: 'Plug-in',
    cell: (plugin) => (
      <>
        <span className="font-medium">{plugin.name}</span> {plugin.state !== 'faulty' && plugin.version}
        <p className="font-mono text-ink-3 max-md:hidden">{plugin.file}</p>
      </>
    ),
  },
  { id: 'state', title: 'State', cell: (plugin) => <State plugin={plugin} /> },
  { id: 'types', title: 'Node types', cell: (plugin) => <Types plugin={plugin} /> },
  { id: 'loaded', title: 'Loaded', minor: true, cell: (plugin) => <RelativeTime at={plugin.loadedAt} /> },
]

function State({ plugin }: { plugin: Plugin }) {
  if (plugin.state === 'faulty') return <Pill tone="failed" icon={CircleX}>Cannot be used</Pill>
  if (plugin.state === 'retired') return <Pill tone="neutral" icon={History}>Kept for published workflows</Pill>
  return <StatusPill status="active" />
}

function Types({ plugin }: { plugin: Plugin }) {
  if (plugin.problem) return <p className="max-w-prose text-failed">{plugin.problem}</p>
  return (
    <ul className="flex max-w-prose flex-col gap-0.5">
      {plugin.types.map((type) => (
        <li key={type.type}>
          {type.name ?? type.type}
          {type.problem && <span className="text-failed">: {type.problem}</span>}
        </li>
      ))}
    </ul>
  )
}

const keyOf = (plugin: Plugin) => `${plugin.name} ${plugin.version} ${plugin.file} ${plugin.state}`

/** Node types that others wrote: what is loaded, and why something is not. */
export function Plugins() {
  const plugins = usePlugins()
  const items = plugins.data?.items ?? []
  return (
    <Card className="mt-5">
      <ListBody
        list={{ ...plugins, items }}
        empty={
          <EmptyState icon={Blocks} title="No plug-ins">
            <p>
              Put an assembly with a node of your own into <code className="break-all">{plugins.data?.folder ?? 'the plug-in folder'}</code>
              {plugins.data?.watched ? '; it appears here within seconds.' : ' and start the host again.'}
            </p>
          </EmptyState>
        }
      >
        <Table label="Plug-ins" rows={items} columns={columns} keyOf={keyOf} />
      </ListBody>
    </Card>
  )
}
