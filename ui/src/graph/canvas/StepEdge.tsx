import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { type LucideIcon, Plus, Trash2 } from 'lucide-react'
import { createContext, use } from 'react'
import { classes } from '../../lib/classes'
import { dotInset } from './flow'
import { hover, leave, useUnder } from './handling/hovered'

/** What the buttons in the middle of a line do; without them the canvas is only to be looked at. */
export const EdgeActs = createContext<{ insert: (edgeId: string) => void; cut: (edgeId: string) => void } | null>(null)

const buttonLook =
  'grid size-6 place-items-center rounded-full border border-line-strong bg-sheet text-ink-2 pointer-coarse:size-11 ' +
  'hover:border-accent hover:bg-accent hover:text-on-accent'

const flowLook = 'pointer-events-none absolute text-[10px] leading-3 whitespace-nowrap text-ink-2'

export function StepEdge(props: EdgeProps) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props
  const acts = use(EdgeActs)
  const hovered = useUnder((state) => state.hovered === id)
  const aimed = useUnder((state) => state.target === id)
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
      <BaseEdge id={id} path={path} interactionWidth={24} className={classes(aimed && 'aimed')} />
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
      {acts && (selected || hovered) && (
        <EdgeLabelRenderer>
          <div
            onMouseEnter={(event) => hover(id, event.buttons)}
            onMouseLeave={leave}
            className="nodrag nopan pointer-events-auto absolute z-10 flex gap-1"
            // Above the line: on it, they would cover the ends by which it is led elsewhere.
            style={{ transform: `translate(-50%, calc(-100% - 5px)) translate(${labelX}px, ${labelY}px)` }}
          >
            <EdgeButton icon={Plus} label="Insert a step here" onClick={() => acts.insert(id)} />
            <EdgeButton icon={Trash2} label="Delete the line" onClick={() => acts.cut(id)} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

const EdgeButton = ({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) => (
  <button type="button" aria-label={label} title={label} onClick={onClick} className={buttonLook}>
    <Icon size={14} aria-hidden />
  </button>
)
