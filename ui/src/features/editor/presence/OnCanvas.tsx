import { useReactFlow, useStore, ViewportPortal } from '@xyflow/react'
import { MousePointer2 } from 'lucide-react'
import { useEffect } from 'react'
import { cardHeight, cardWidth } from '../../../graph/model/acts'
import type { Graph } from '../../../graph/model/graph'
import { type Other, pointAt, useOthers } from './others'

/** The cursors and selections of the others, where they are on the canvas. */
export function OnCanvas({ graph }: { graph: Graph }) {
  const others = useOthers((state) => state.others)
  const flow = useReactFlow()
  const zoom = useStore((state) => (others.length > 0 ? state.transform[2] : 1))
  useEffect(() => {
    const move = (event: PointerEvent) => {
      const inside = (event.target as HTMLElement).closest?.('.react-flow__pane, .react-flow__node, .react-flow__edge')
      pointAt(inside ? flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }) : null)
    }
    window.addEventListener('pointermove', move)
    return () => window.removeEventListener('pointermove', move)
  }, [flow])
  return (
    <ViewportPortal>
      {others.map((other) => (
        <div key={other.connection} className="pointer-events-none absolute top-0 left-0 z-[1000]">
          {other.selection.map((id) => {
            const at = graph.nodes.get(id)?.position
            return at ? <Chosen key={id} other={other} x={at.x} y={at.y} /> : null
          })}
          {other.cursor && (
            <div
              data-presence="cursor"
              className="absolute top-0 left-0 origin-top-left transition-transform duration-75 motion-reduce:transition-none"
              style={{ transform: `translate(${other.cursor.x}px, ${other.cursor.y}px) scale(${1 / zoom})` }}
            >
              <MousePointer2 size={18} aria-hidden style={{ color: other.colour, fill: other.colour }} />
              <Flag other={other} className="ml-3.5" />
            </div>
          )}
        </div>
      ))}
    </ViewportPortal>
  )
}

function Chosen({ other, x, y }: { other: Other; x: number; y: number }) {
  return (
    <div
      data-presence="selection"
      className="absolute rounded-card border-2 border-dashed"
      style={{ left: x - 5, top: y - 5, width: cardWidth + 10, height: cardHeight + 10, borderColor: other.colour }}
    >
      {!other.cursor && <Flag other={other} className="absolute -top-5 left-0" />}
    </div>
  )
}

const Flag = ({ other, className }: { other: Other; className: string }) => (
  <span className={`rounded px-1.5 text-xs leading-4.5 whitespace-nowrap text-white ${className}`} style={{ background: other.colour }}>
    {other.name}
  </span>
)
