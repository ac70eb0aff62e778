import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { createContext, use } from 'react'
import { dotInset } from './flow'

/** What the + in the middle of an edge does; without it the canvas is only to be looked at. */
export const InsertOnEdge = createContext<((edgeId: string) => void) | null>(null)

const buttonLook =
  'nodrag nopan pointer-events-auto absolute grid size-6 place-items-center rounded-full border border-accent bg-sheet ' +
  'text-accent hover:bg-accent hover:text-on-accent'

const flowLook = 'pointer-events-none absolute text-[10px] leading-3 whitespace-nowrap text-ink-2'

export function StepEdge(props: EdgeProps) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props
  const insert = use(InsertOnEdge)
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX: sourceX - dotInset,
    sourceY,
    targetX: targetX + dotInset,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 10,
  })
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={24} />
      {typeof data?.['flow'] === 'string' && (
        <EdgeLabelRenderer>
          <span
            className={flowLook}
            style={{ transform: `translate(-50%, calc(-100% - 3px)) translate(${(sourceX + targetX) / 2}px, ${labelY}px)` }}
          >
            {data['flow']}
          </span>
        </EdgeLabelRenderer>
      )}
      {insert && selected && (
        <EdgeLabelRenderer>
          <button
            type="button"
            aria-label="Insert a step here"
            title="Insert a step here"
            onClick={() => insert(id)}
            className={buttonLook}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <Plus size={14} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  )
}
