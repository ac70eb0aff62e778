import { Panel } from '@xyflow/react'
import { CircleHelp, Maximize, Minus, Plus, PlusCircle, Wand } from 'lucide-react'
import { IconButton } from '../../ui/Button'
import type { EditorCommand } from './commands/context'
import { shownKeys } from './commands/keys'

const icons = { insert: PlusCircle, 'zoom-in': Plus, 'zoom-out': Minus, fit: Maximize, tidy: Wand, keys: CircleHelp }

/** The few commands that belong at the hand of the mouse. */
export function CanvasControls({ commands }: { commands: readonly EditorCommand[] }) {
  return (
    <Panel position="bottom-right" className="flex gap-0.5 rounded-card border border-line bg-raised p-1 shadow-float">
      {(Object.keys(icons) as (keyof typeof icons)[]).map((id) => {
        const command = commands.find((one) => one.id === id)
        if (!command) return null
        const keys = command.keys[0]
        return (
          <IconButton
            key={id}
            icon={icons[id]}
            label={command.name}
            size="small"
            disabled={command.disabled !== null}
            onClick={command.run}
            {...(keys ? { shortcut: shownKeys(keys) } : {})}
          />
        )
      })}
    </Panel>
  )
}
