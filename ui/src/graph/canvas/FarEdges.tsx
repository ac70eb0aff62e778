import { type Edge, ViewportPortal } from '@xyflow/react'
import { memo, useMemo, useState } from 'react'
import { cardHeight, cardWidth } from '../model/acts'
import type { FlowNode } from './flow'

/**
 * All lines as one drawing, for when a single one cannot be told from its neighbour. Those of the steps that are just
 * being dragged are a drawing of their own, so that the large one is not painted anew with every move.
 */
export function FarEdges({ nodes, edges }: { nodes: readonly FlowNode[]; edges: readonly Edge[] }) {
  const dragged = useMemo(() => new Set(nodes.flatMap((node) => (node.dragging ? [node.id] : []))), [nodes])
  const key = [...dragged].join(' ')
  const [rest, setRest] = useState({ key, nodes, dragged })
  if (rest.key !== key || (key === '' && rest.nodes !== nodes)) setRest({ key, nodes, dragged })
  const [moving, still] = useMemo(() => {
    const moves = ({ source, target }: Edge) => rest.dragged.has(source) || rest.dragged.has(target)
    return [edges.filter(moves), edges.filter((edge) => !moves(edge))]
  }, [edges, rest])
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute top-0 left-0 -z-10 size-px overflow-visible">
        <Lines edges={still} nodes={rest.nodes} />
        <Lines edges={moving} nodes={nodes} />
      </svg>
    </ViewportPortal>
  )
}

const Lines = memo(function Lines({ edges, nodes }: { edges: readonly Edge[]; nodes: readonly FlowNode[] }) {
  if (edges.length === 0) return null
  return pathsOf(edges, nodes).map(([state, path]) => (
    <path key={state} d={path} fill="none" strokeWidth={5} stroke={state === 'taken' ? 'var(--done)' : 'var(--ink-3)'} />
  ))
})

function pathsOf(edges: readonly Edge[], nodes: readonly FlowNode[]): [state: string, path: string][] {
  const at = new Map(nodes.map((node) => [node.id, node]))
  const byState = new Map<string, string>()
  for (const { source, target, className } of edges) {
    const [from, to] = [at.get(source), at.get(target)]
    if (!from || !to) continue
    const [x1, y1] = [from.position.x + (from.width ?? cardWidth), from.position.y + (from.height ?? cardHeight) / 2]
    const [x2, y2] = [to.position.x, to.position.y + (to.height ?? cardHeight) / 2]
    const middle = x2 > x1 ? (x1 + x2) / 2 : x1 + 24
    byState.set(className ?? '', `${byState.get(className ?? '') ?? ''}M${x1} ${y1}H${middle}V${y2}H${x2}`)
  }
  return [...byState]
}
