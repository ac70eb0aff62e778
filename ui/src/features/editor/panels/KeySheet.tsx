import { Dialog } from '../../../ui/Dialog'
import type { EditorCommand } from '../commands'
import { shownKeys } from '../keys'

const groups = ['Workflow', 'Edit', 'Select', 'Arrange', 'View'] as const

export function KeySheet({ commands, onClose }: { commands: readonly EditorCommand[]; onClose: () => void }) {
  return (
    <Dialog open wide onOpenChange={onClose} title="Keys" description="Every command is also in the command bar: Ctrl K or ⌘ K.">
      <div className="gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <div key={command.id} className="flex items-center justify-between gap-4 border-b border-line py-1">
                    <dt className="text-dense">{command.name.replace(/: .*/, '')}</dt>
                    <dd className="flex gap-2">
                      {command.keys.slice(0, 2).map((combo) => (
                        <kbd key={combo} className="rounded border border-line bg-sunken px-1.5 font-mono text-xs">
                          {shownKeys(combo)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section className="break-inside-avoid">
          <h3 className="mb-1 font-semibold">Mouse</h3>
          <ul className="list-disc pl-5 text-dense text-ink-2">
            <li>Drag from a dot to connect; let go over nothing to choose what comes next.</li>
            <li>Drop a step on a line to insert it there.</li>
            <li>Shift and drag to select several; Space and drag to move the canvas.</li>
            <li>Double-click a step to open it, or the empty canvas to add one.</li>
          </ul>
        </section>
      </div>
    </Dialog>
  )
}
