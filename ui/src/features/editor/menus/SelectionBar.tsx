import { Panel } from '@xyflow/react'
import {
  AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalDistributeCenter,
  AlignStartHorizontal, AlignStartVertical, AlignVerticalDistributeCenter, Copy, CopyPlus, Group, Power, Trash2, Wand,
} from 'lucide-react'
import { count } from '../../../lib/text'
import { IconButton } from '../../../ui/Button'
import type { EditorCommand } from '../commands/context'
import { shownKeys } from '../commands/keys'
import { useDraft } from '../draft/store'

const icons = {
  'align-left': AlignStartVertical, 'align-centre': AlignCenterVertical, 'align-right': AlignEndVertical,
  'align-top': AlignStartHorizontal, 'align-middle': AlignCenterHorizontal, 'align-bottom': AlignEndHorizontal,
  across: AlignHorizontalDistributeCenter, downwards: AlignVerticalDistributeCenter, tidy: Wand, group: Group, disable: Power,
  copy: Copy, duplicate: CopyPlus, delete: Trash2,
}

/** What can be done with several steps at once, while several are chosen. */
export function SelectionBar({ commands }: { commands: readonly EditorCommand[] }) {
  const chosen = useDraft((state) => state.selection.length)
  if (chosen < 2) return null
  return (
    <Panel position="top-center" className="max-w-[calc(100%-1.5rem)]">
      <div
        role="toolbar"
        aria-label="What is selected"
        className="flex items-center gap-0.5 overflow-x-auto rounded-card border border-line bg-raised p-1 shadow-float"
      >
        <span className="px-2 text-dense font-medium whitespace-nowrap">{count(chosen, 'selected', 'selected')}</span>
        {(Object.keys(icons) as (keyof typeof icons)[]).map((id) => {
          const command = commands.find((one) => one.id === id)
          if (!command || command.disabled !== null) return null
          const keys = command.keys[0]
          return (
            <IconButton
              key={id}
              icon={icons[id]}
              label={command.name}
              size="small"
              className="shrink-0"
              onClick={command.run}
              {...(keys ? { shortcut: shownKeys(keys) } : {})}
            />
          )
        })}
      </div>
    </Panel>
  )
}
