import { X } from 'lucide-react'
import { useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import { colourOf, iconOf } from '../../../graph/canvas/icons'
import { outPorts, portLabel } from '../../../graph/model/catalogue'
import type { NodeDefinition } from '../../../graph/model/definition'
import { childrenOf, edgesInto, edgesOutOf, type Graph } from '../../../graph/model/graph'
import { classes } from '../../../lib/classes'
import { IconButton } from '../../../ui/Button'
import { Input, Select } from '../../../ui/Field'

interface OutlineProps {
  graph: Graph
  types: ReadonlyMap<string, NodeType>
  selection: readonly string[]
  onSelect: (nodeId: string) => void
  onConnect: ((from: string, port: string, to: string) => void) | null
  onClose: () => void
}

/** In the order in which a run meets them: what starts first, then what follows. */
function inOrder(graph: Graph): NodeDefinition[] {
  const waiting = new Map([...graph.nodes.values()].map((node) => [node.id, edgesInto(graph, node.id).length]))
  const ready = [...graph.nodes.values()].filter((node) => waiting.get(node.id) === 0 && !node.parent)
  const order: NodeDefinition[] = []
  while (ready.length > 0) {
    const node = ready.shift()!
    order.push(node)
    const inside = childrenOf(graph, node.id).filter((child) => waiting.get(child.id) === 0)
    const after = edgesOutOf(graph, node.id).flatMap(({ to }) => {
      waiting.set(to, (waiting.get(to) ?? 1) - 1)
      const next = graph.nodes.get(to)
      return waiting.get(to) === 0 && next ? [next] : []
    })
    ready.unshift(...inside, ...after)
  }
  return [...order, ...[...graph.nodes.values()].filter((node) => !order.includes(node))]
}

/** Looks at everything a step says: its name and kind, its notes, and each of its settings. */
const matches = (node: NodeDefinition, kind: string, text: string) =>
  `${node.name} ${kind} ${node.id} ${node.notes ?? ''} ${JSON.stringify(node.config)}`.toLowerCase().includes(text.trim().toLowerCase())

/** The workflow as a list: an equal second view, for keyboards, screen readers and small screens. */
export function Outline({ graph, types, selection, onSelect, onConnect, onClose }: OutlineProps) {
  const [text, setText] = useState('')
  const nodes = inOrder(graph)
  const hits = text.trim() === '' ? nodes : nodes.filter((node) => matches(node, types.get(node.type)?.name ?? '', text))
  // Each Enter goes one further, and after the last to the first again.
  const next = () => {
    const at = hits.findIndex((node) => selection.includes(node.id))
    const hit = hits[(at + 1) % hits.length]
    if (hit) onSelect(hit.id)
  }
  return (
    <aside
      aria-label="Outline"
      className="flex w-72 shrink-0 flex-col border-r border-line bg-sheet max-md:fixed max-md:inset-0 max-md:z-30 max-md:w-full"
    >
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 font-semibold">Outline</h2>
        <IconButton icon={X} label="Close the outline" size="small" onClick={onClose} />
      </div>
      <div className="border-b border-line p-2">
        <Input
          id="find-step"
          type="search"
          aria-label="Find a step"
          placeholder="Find by name, kind or setting"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && next()}
        />
        <p aria-live="polite" className="sr-only">
          {text.trim() === '' ? '' : `${hits.length} found`}
        </p>
      </div>
      <ol className="min-h-0 flex-1 overflow-auto p-2">
        {hits.length === 0 && <li className="px-2 py-6 text-center text-dense text-ink-2">No step says that.</li>}
        {hits.map((node) => {
          const type = types.get(node.type)
          const Icon = iconOf(type)
          const chosen = selection.includes(node.id)
          return (
            <li key={node.id} className={classes('[contain-intrinsic-size:auto_32px] [content-visibility:auto]', node.parent && 'pl-6')}>
              <button
                type="button"
                aria-pressed={chosen}
                onClick={() => onSelect(node.id)}
                className={classes(
                  'flex w-full items-center gap-2 rounded-field px-2 py-1.5 text-left text-dense',
                  chosen ? 'bg-accent-soft' : 'hover:bg-sunken',
                )}
              >
                <Icon size={15} aria-hidden className="shrink-0" style={{ color: colourOf(type?.category) }} />
                <span className="min-w-0 flex-1 truncate">{node.name}</span>
                {node.disabled && <span className="text-xs text-ink-3">off</span>}
              </button>
              {chosen && (
                <Ways graph={graph} node={node} ports={outPorts(node, type)} {...(onConnect ? { onConnect } : {})} />
              )}
            </li>
          )
        })}
      </ol>
    </aside>
  )
}

interface WaysProps {
  graph: Graph
  node: NodeDefinition
  ports: string[]
  onConnect?: (from: string, port: string, to: string) => void
}

/** Where each way of the step leads, and a list to lead it elsewhere: connecting without a mouse. */
function Ways({ graph, node, ports, onConnect }: WaysProps) {
  const others = [...graph.nodes.values()].filter((other) => other.id !== node.id)
  return (
    <ul className="mb-1 ml-6 flex flex-col gap-1 border-l border-line py-1 pl-3 text-xs text-ink-2">
      {ports.map((port) => {
        const to = edgesOutOf(graph, node.id).filter((edge) => edge.fromPort === port)
        return (
          <li key={port}>
            {ports.length > 1 ? `${portLabel(port)} → ` : '→ '}
            {to.length > 0 ? to.map((edge) => graph.nodes.get(edge.to)?.name).join(', ') : 'nothing'}
            {onConnect && (
              <Select
                aria-label={`Connect ${node.name}, ${portLabel(port)}, to`}
                className="mt-1 w-full"
                value=""
                options={[{ value: '', label: 'Connect to…' }, ...others.map((other) => ({ value: other.id, label: other.name }))]}
                onPick={(target) => target && onConnect(node.id, port, target)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
