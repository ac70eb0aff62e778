import { CircleSlash, HistoryIcon, Pin, TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import type { NodeType } from '../../../api/nodes'
import { ariaOf, type Mark } from '../../../graph/canvas/flow'
import { colourOf, iconOf } from '../../../graph/canvas/icons'
import type { NodeDefinition } from '../../../graph/model/definition'
import { childrenOf, type Graph } from '../../../graph/model/graph'
import { classes } from '../../../lib/classes'
import { stateOf } from '../../../ui/Pill'
import { levelOf } from './order'

interface StepTreeProps {
  graph: Graph
  types: ReadonlyMap<string, NodeType>
  marks: ReadonlyMap<string, Mark>
  nodes: readonly NodeDefinition[]
  selection: readonly string[]
  onSelect: (nodeId: string) => void
}

/** One stop of the Tab key; arrows lead from step to step, and choose. The editor's other keys do what they do on the canvas. */
export function StepTree({ graph, types, marks, nodes, selection, onSelect }: StepTreeProps) {
  const tree = useRef<HTMLUListElement>(null)
  const chosen = nodes.findIndex((node) => selection.includes(node.id))
  const reachable = Math.max(0, chosen)
  const go = (index: number) => {
    const node = nodes[index]
    if (!node) return
    onSelect(node.id)
    const row = tree.current?.children[index]
    if (row instanceof HTMLElement) row.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const at = [...(tree.current?.children ?? [])].indexOf(event.target as Element)
    const here = nodes[at]
    if (!here) return
    const parent = nodes.findIndex((node) => node.id === here.parent)
    const child = nodes.findIndex((node) => node.parent === here.id)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1, ArrowLeft: parent, ArrowRight: child }[event.key]
    if (to === undefined) return
    event.preventDefault()
    go(to)
  }
  return (
    <ul ref={tree} role="tree" aria-label="Steps" onKeyDown={onKeyDown}>
      {nodes.map((node, index) => {
        const type = types.get(node.type)
        const level = levelOf(graph, node)
        return (
          <li
            key={node.id}
            role="treeitem"
            aria-level={level}
            aria-selected={selection.includes(node.id)}
            aria-expanded={childrenOf(graph, node.id).length > 0 ? true : undefined}
            aria-label={ariaOf(node, type, marks.get(node.id))}
            tabIndex={index === reachable ? 0 : -1}
            onClick={() => go(index)}
            style={{ paddingLeft: level * 16 - 8 }}
            className={classes(
              'flex min-h-8 cursor-pointer items-center gap-2 rounded-field pr-2 text-dense pointer-coarse:min-h-11',
              '[contain-intrinsic-size:auto_32px] [content-visibility:auto] focus-visible:-outline-offset-2',
              selection.includes(node.id) ? 'bg-accent-soft' : 'hover:bg-sunken',
            )}
          >
            <Row node={node} type={type} mark={marks.get(node.id)} />
          </li>
        )
      })}
    </ul>
  )
}

function Row({ node, type, mark }: { node: NodeDefinition; type: NodeType | undefined; mark: Mark | undefined }) {
  const Icon = iconOf(type)
  const state = mark?.status ? stateOf(mark.status) : null
  const faults = (mark?.errorCount ?? 0) + (mark?.warningCount ?? 0)
  return (
    <>
      <Icon size={15} aria-hidden className="shrink-0" style={{ color: colourOf(type?.category) }} />
      <span className={classes('min-w-0 flex-1 truncate', node.disabled && 'line-through')}>{node.name}</span>
      {mark?.pinned && <Pin size={13} aria-hidden className="shrink-0 text-accent" />}
      {state && <state.icon size={14} aria-hidden className={`shrink-0 text-${state.tone === 'neutral' ? 'ink-2' : state.tone}`} />}
      {mark?.stale && <HistoryIcon size={13} aria-hidden className="shrink-0 text-ink-2" />}
      {node.disabled && <CircleSlash size={13} aria-hidden className="shrink-0 text-ink-2" />}
      {faults > 0 && (
        <span className={classes('flex shrink-0 items-center gap-0.5 text-xs', mark?.errorCount ? 'text-failed' : 'text-attention')}>
          <TriangleAlert size={13} aria-hidden /> {faults}
        </span>
      )}
    </>
  )
}
