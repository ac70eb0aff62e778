import { Activity, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useRuns } from '../../api/runs'
import { useMay } from '../../api/session'
import { useWorkflows } from '../../api/workflows'
import { fuzzy } from '../../lib/fuzzy'
import { dateTimeText } from '../../lib/time'
import { PickList } from '../../ui/list/PickList'
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
  const found = useAllCommands()
    .map((command) => ({ command, match: fuzzy(text, `${command.name} ${command.words ?? ''}`) }))
    .filter((hit) => hit.match !== null)
    .sort((a, b) => (text ? b.match!.score - a.match!.score : 0))
    .slice(0, shownMax)
    .map((hit) => hit.command)
  const run = (command: Command) => {
    closeCommandBar()
    command.run()
  }
  return (
    <PickList
      label="Search or command"
      placeholder="Where to, or what to do?"
      listLabel="Commands"
      text={text}
      onText={setText}
      items={found}
      keyOf={(command) => `${command.section}${command.id}`}
      disabled={(command) => Boolean(command.disabled)}
      empty="Nothing goes by that name here."
      onPick={run}
      rowClass="min-h-9 items-center py-1.5 aria-disabled:text-ink-3"
    >
      {(command) => (
        <>
          {command.icon && <command.icon size={16} aria-hidden className="shrink-0 text-ink-2" />}
          <span className="min-w-0 flex-1 truncate">
            {command.name}
            {command.disabled && <span className="ml-2 text-dense">{command.disabled}</span>}
          </span>
          <span className="text-xs text-ink-2">{command.shortcut ?? command.section}</span>
        </>
      )}
    </PickList>
  )
}
