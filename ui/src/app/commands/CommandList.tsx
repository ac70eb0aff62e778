import { Activity, Search, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useRuns } from '../../api/runs'
import { useMay } from '../../api/session'
import { useWorkflows } from '../../api/workflows'
import { classes } from '../../lib/classes'
import { fuzzy } from '../../lib/fuzzy'
import { dateTimeText } from '../../lib/time'
import { closeCommandBar } from './CommandBar'
import { type Command, usePageCommands } from './commands'
import { navigation } from '../shell/navigation'
import { paths } from '../paths'

const shownMax = 40

function useAllCommands(): Command[] {
  const navigate = useNavigate()
  const may = useMay()
  const here = usePageCommands((state) => state.commands)
  const workflows = useWorkflows({}).items
  const runs = useRuns({}).items
  const go = (to: string) => () => void navigate(to)
  const places = navigation
    .filter((item) => !item.permission || may(item.permission))
    .map((item) => ({ id: `go-${item.to}`, name: item.label, section: 'Go to', icon: item.icon, run: go(item.to) }))
  return [
    ...here,
    ...places,
    ...workflows.map((row) => ({
      id: row.id,
      name: row.name,
      section: 'Workflows',
      icon: Workflow,
      run: go(paths.workflow({ workflowId: row.id })),
    })),
    ...runs.slice(0, 20).map((row) => ({
      id: row.id,
      name: `${row.workflowName}, ${dateTimeText(row.startedAt)}`,
      section: 'Runs',
      icon: Activity,
      words: row.id,
      run: go(paths.run({ runId: row.id })),
    })),
  ]
}

export function CommandList() {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useAllCommands()
    .map((command) => ({ command, match: fuzzy(text, `${command.name} ${command.words ?? ''}`) }))
    .filter((hit) => hit.match !== null)
    .sort((a, b) => (text ? b.match!.score - a.match!.score : 0))
    .slice(0, shownMax)
    .map((hit) => hit.command)
  const at = Math.min(chosen, found.length - 1)
  const run = (command: Command | undefined) => {
    if (!command || command.disabled) return
    closeCommandBar()
    command.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setChosen(Math.max(0, Math.min(found.length - 1, at + step)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(found[at])
    }
  }
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search size={18} aria-hidden className="text-ink-3" />
        <input
          autoFocus
          role="combobox"
          aria-label="Search or command"
          aria-expanded
          aria-controls="commands"
          aria-activedescendant={found[at] ? `command-${at}` : undefined}
          placeholder="Where to, or what to do?"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
        />
      </div>
      <div id="commands" role="listbox" aria-label="Commands" className="min-h-0 flex-1 overflow-auto p-1.5">
        {found.length === 0 && <p className="px-3 py-6 text-center text-ink-2">Nothing goes by that name here.</p>}
        {found.map((command, index) => (
          <div
            key={`${command.section}${command.id}`}
            id={`command-${index}`}
            role="option"
            aria-selected={index === at}
            aria-disabled={command.disabled ? true : undefined}
            ref={index === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => run(command)}
            onMouseMove={() => setChosen(index)}
            className={classes(
              'flex min-h-9 cursor-pointer items-center gap-3 rounded-field px-3 py-1.5 aria-disabled:text-ink-3',
              index === at && 'bg-accent-soft',
            )}
          >
            {command.icon && <command.icon size={16} aria-hidden className="shrink-0 text-ink-2" />}
            <span className="min-w-0 flex-1 truncate">
              {command.name}
              {command.disabled && <span className="ml-2 text-dense">{command.disabled}</span>}
            </span>
            <span className="text-xs text-ink-2">{command.shortcut ?? command.section}</span>
          </div>
        ))}
      </div>
    </>
  )
}
