import { Handle, type NodeProps, Position } from '@xyflow/react'
import { ChevronDown, ChevronRight, Group } from 'lucide-react'
import { memo, use } from 'react'
import { classes } from '../../../lib/classes'
import type { CanvasGroup } from '../../model/definition'
import { Drawing } from './drawing'
import type { GroupNode } from '../flow'

const nameLook = 'nodrag min-w-0 flex-1 truncate rounded border border-transparent bg-transparent px-1 text-dense font-semibold'

/** Steps that belong together: a frame with a name around them, or one card that stands for them. */
export const GroupFrame = memo(function GroupFrame({ data: { group, count }, selected }: NodeProps<GroupNode>) {
  const acts = use(Drawing)
  const Fold = group.collapsed ? ChevronRight : ChevronDown
  const head = (
    <>
      <button
        type="button"
        aria-expanded={!group.collapsed}
        aria-label={group.collapsed ? `Unfold ${group.name}` : `Fold ${group.name}`}
        disabled={!acts}
        onClick={() => acts?.putGroup({ ...group, collapsed: !group.collapsed })}
        className="nodrag grid size-6 shrink-0 place-items-center rounded hover:bg-sunken pointer-coarse:size-11"
      >
        <Fold size={16} aria-hidden />
      </button>
      <NameOf group={group} />
    </>
  )
  if (group.collapsed)
    return (
      <div
        className={classes(
          'step-card nokey relative flex h-14 w-50 items-center gap-1 rounded-card border bg-sheet pr-3 pl-1.5',
          'shadow-[3px_3px_0_var(--line)]',
          selected ? 'border-accent' : 'border-line-strong',
          selected && 'ring-2 ring-accent/35',
        )}
      >
        {head}
        <span className="flex shrink-0 items-center gap-1 text-xs text-ink-2">
          <Group size={14} aria-hidden /> {count}
        </span>
        <Handle id="in" type="target" position={Position.Left} isConnectable={false} aria-hidden />
        <Handle id="out" type="source" position={Position.Right} isConnectable={false} aria-hidden />
      </div>
    )
  return (
    <div
      className={classes(
        'size-full rounded-card border bg-accent-soft/35',
        selected ? 'border-accent ring-2 ring-accent/35' : 'border-line-strong',
      )}
    >
      <div className="flex h-9 items-center gap-1 px-1.5">{head}</div>
    </div>
  )
})

function NameOf({ group }: { group: CanvasGroup }) {
  const acts = use(Drawing)
  if (!acts) return <span className={nameLook}>{group.name}</span>
  return (
    <input
      key={group.name}
      aria-label="Name of the group"
      defaultValue={group.name}
      maxLength={200}
      onBlur={(event) => {
        const name = event.target.value.trim()
        if (name !== '' && name !== group.name) acts.putGroup({ ...group, name })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
      className={classes(nameLook, 'hover:border-line')}
    />
  )
}
