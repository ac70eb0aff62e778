import { type Edge, ViewportPortal } from '@xyflow/react'
import { useMemo } from 'react'
import { cardHeight, cardWidth } from '../model/acts'
import type { FlowNode } from './flow'

/** All lines as one drawing, for when a single one cannot be told from its neighbour. */
export function FarEdges({ nodes, edges }: { nodes: readonly FlowNode[]; edges: readonly Edge[] }) {
  const paths = useMemo(() => {
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
  }, [nodes, edges])
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute top-0 left-0 -z-10 size-px overflow-visible">
        {paths.map(([state, path]) => (
          <path key={state} d={path} fill="none" strokeWidth={5} stroke={state === 'taken' ? 'var(--done)' : 'var(--ink-3)'} />
        ))}
      </svg>
    </ViewportPortal>
  )
}
