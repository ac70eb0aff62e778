import { Plus, Unlink } from 'lucide-react'
import { outPorts, portLabel, type TypeFacts } from '../../../graph/model/catalogue'
import type { EdgeDefinition, NodeDefinition } from '../../../graph/model/definition'
import { edgesInto, edgesOutOf, type Graph } from '../../../graph/model/graph'
import { gives, takes } from '../../../graph/ports/ports'
import { IconButton } from '../../../ui/Button'
import { Select } from '../../../ui/Field'

export interface WayActs {
  connect: (from: string, port: string, to: string) => void
  cut: (edgeId: string) => void
  /** Asks what is to follow by a port. */
  add: (after: string, port: string) => void
}

interface WaysProps {
  graph: Graph
  node: NodeDefinition
  type: TypeFacts | undefined
  acts: WayActs | null
  onSelect: (nodeId: string) => void
}

/** What leads to a step and where it leads: gone along, cut, added and led elsewhere without a mouse. */
export function Ways({ graph, node, type, acts, onSelect }: WaysProps) {
  const ports = outPorts(node, type)
  const nameOf = (id: string) => graph.nodes.get(id)?.name ?? id
  const before = edgesInto(graph, node.id)
  const others = [...graph.nodes.values()].filter((other) => other.id !== node.id && (other.parent ?? null) === (node.parent ?? null))
  const line = (edge: EdgeDefinition, to: string) => (
    <li key={edge.id} className="flex items-center gap-1">
      <button
        type="button"
        onClick={() => onSelect(to)}
        className="min-w-0 flex-1 truncate rounded px-1 py-1 text-left text-dense hover:bg-sunken pointer-coarse:min-h-11"
      >
        {nameOf(to)}
      </button>
      {acts && (
        <IconButton
          icon={Unlink}
          size="small"
          label={`Disconnect ${nameOf(edge.from)} from ${nameOf(edge.to)}`}
          onClick={() => acts.cut(edge.id)}
        />
      )}
    </li>
  )
  return (
    <section aria-label={`Ways of ${node.name}`} className="max-h-[45%] overflow-auto border-t border-line p-3 text-dense">
      {type?.input && <p className="mb-2 text-xs text-ink-2">Made for: {takes(type)}</p>}
      {before.length > 0 && (
        <>
          <h3 className="text-xs font-medium text-ink-2">Comes after</h3>
          <ul className="mb-2">{before.map((edge) => line(edge, edge.from))}</ul>
        </>
      )}
      {ports.map((port) => {
        const words = ports.length > 1 ? `By “${portLabel(port)}” follows` : 'Then follows'
        const ways = edgesOutOf(graph, node.id).filter((edge) => edge.fromPort === port)
        return (
          <div key={port} className="mb-2">
            <h3 className="text-xs font-medium text-ink-2">{words}</h3>
            <p className="px-1 text-xs text-ink-2">Gives {gives(node, type, port)}</p>
            {ways.length > 0 ? <ul>{ways.map((edge) => line(edge, edge.to))}</ul> : <p className="px-1 text-ink-3">Nothing yet</p>}
            {acts && (
              <div className="mt-1 flex items-center gap-1">
                <Select
                  aria-label={`Connect ${node.name}, ${portLabel(port)}, to`}
                  className="min-w-0 flex-1"
                  value=""
                  options={[{ value: '', label: 'Connect to…' }, ...others.map((other) => ({ value: other.id, label: other.name }))]}
                  onPick={(to) => to && acts.connect(node.id, port, to)}
                />
                <IconButton
                  icon={Plus}
                  label={`Add a step after ${node.name}, ${portLabel(port)}`}
                  onClick={() => acts.add(node.id, port)}
                />
              </div>
            )}
          </div>
        )
      })}
    </section>
  )
}
