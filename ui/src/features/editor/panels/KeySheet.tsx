import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { toastDone, toastFailed } from '../../../ui/Toast'
import type { EditorCommand } from '../commands/context'
import { comboOf, plainName, shownKeys } from '../commands/keys'
import { rebind, reset, useMyKeys } from '../mine/keys'

const groups = ['Workflow', 'Edit', 'Select', 'Arrange', 'View'] as const
const commandBar = 'Mod+K'
const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab'])

const nameOf = ({ name, keys }: EditorCommand) => `Keys for ${name}: ${keys.map(shownKeys).join(', ') || 'none'}`

/** All commands with their keys. Each can be given others; they are mine on every device. */
export function KeySheet({ commands, onClose }: { commands: readonly EditorCommand[]; onClose: () => void }) {
  const [mine, setMine] = useMyKeys()
  const [asking, setAsking] = useState<string | null>(null)
  const hear = (id: string) => (event: React.KeyboardEvent) => {
    if (asking !== id || modifiers.has(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    setAsking(null)
    if (event.key !== 'Escape') give(id, comboOf(event.nativeEvent))
  }
  const give = (id: string, combo: string) => {
    if (combo === commandBar) return toastFailed(new Error('These keys open the command bar, everywhere.'))
    const other = commands.find((one) => one.id !== id && one.keys.includes(combo))
    setMine(rebind(commands, mine, id, combo))
    if (other) toastDone(`${shownKeys(combo)} no longer does “${plainName(other.name)}”.`)
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Keys"
      description="Every command is also in the command bar: Ctrl K or ⌘ K. Press the keys of a command here to change them."
    >
      <div className="gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group}</h3>
            <ul>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <li key={command.id} className="flex items-center justify-between gap-2 border-b border-line py-0.5 text-dense">
                    {plainName(command.name)}
                    <span className="flex items-center gap-1">
                      {mine[command.id] && (
                        <IconButton
                          icon={RotateCcw}
                          size="small"
                          label={`Usual keys for ${command.name}`}
                          onClick={() => setMine(reset(mine, command.id))}
                        />
                      )}
                      <Button
                        size="small"
                        aria-label={asking === command.id ? `Press keys for ${command.name}` : nameOf(command)}
                        onKeyDown={hear(command.id)}
                        onBlur={() => setAsking(null)}
                        onClick={() => setAsking(command.id)}
                        className="font-mono text-xs pointer-coarse:min-w-11"
                      >
                        {asking === command.id ? 'Press keys…' : command.keys.slice(0, 2).map(shownKeys).join(', ') || 'none'}
                      </Button>
                    </span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <section className="break-inside-avoid">
          <h3 className="mb-1 font-semibold">Mouse</h3>
          <ul className="list-disc pl-5 text-dense text-ink-2">
            <li>Drag from a dot to connect; let go over nothing to choose what comes next.</li>
            <li>Drop a step on a line to insert it there.</li>
            <li>Drag the end of a chosen line to lead it elsewhere.</li>
            <li>Alt and drag across lines to cut them.</li>
            <li>Drag over the paper to select several, with Shift to add to them.</li>
            <li>The wheel, the middle button, or Space and drag move the canvas; Ctrl and the wheel zoom.</li>
            <li>The right button shows what can be done with what is under it.</li>
            <li>Double-click a step to open it, or the empty canvas to add one.</li>
          </ul>
        </section>
      </div>
    </Dialog>
  )
}
