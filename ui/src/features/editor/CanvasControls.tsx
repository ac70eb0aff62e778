import { Panel, useStore, useStoreApi } from '@xyflow/react'
import { CircleHelp, Maximize, Minus, Plus, PlusCircle, Wand } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from '../../ui/Button'
import type { EditorCommand } from './commands/context'
import { shownKeys } from './commands/keys'

const icons = { insert: PlusCircle, 'zoom-in': Plus, 'zoom-out': Minus, fit: Maximize, tidy: Wand, keys: CircleHelp }

const smallBelow = 0.75

/** From afar what a finger should meet is drawn larger: canvas.css. */
function useZoomedOut() {
  const store = useStoreApi()
  const isOut = useStore((state) => state.transform[2] < smallBelow)
  useEffect(() => void store.getState().domNode?.classList.toggle('zoomed-out', isOut), [isOut, store])
}

/** The few commands that belong at the hand of the mouse. */
export function CanvasControls({ commands }: { commands: readonly EditorCommand[] }) {
  useZoomedOut()
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
