import { useQuery, useQueryClient } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { get, query } from '../../../api/http'
import type { Page } from '../../../api/lists'
import { type RunRow, runQuery, type Step } from '../../../api/runs'
import { dateTimeText } from '../../../lib/time'
import { Button } from '../../../ui/Button'
import { Menu, MenuItem } from '../../../ui/Menu'
import { StatusPill } from '../../../ui/Pill'
import { toastFailed } from '../../../ui/Toast'

interface PastOutputsProps {
  workflowId: string
  nodeId: string
  onTake: (step: Step, origin: string) => void
}

const runCount = 20

/** What the step gave in earlier runs, to be taken as test data. */
export function PastOutputs(props: PastOutputsProps) {
  return (
    <Menu
      align="start"
      trigger={
        <Button size="small" icon={History}>
          From a run…
        </Button>
      }
    >
      <Runs {...props} />
    </Menu>
  )
}

function Runs({ workflowId, nodeId, onTake }: PastOutputsProps) {
  const client = useQueryClient()
  const runs = useQuery({
    queryKey: ['runs', 'newest', workflowId, runCount],
    queryFn: ({ signal }) => get<Page<RunRow>>(query('/api/runs', { workflowId, limit: runCount }), signal),
  })
  const take = async ({ id, startedAt }: RunRow) => {
    const run = await client.fetchQuery(runQuery(id))
    const step = run.steps.findLast((one) => one.nodeId === nodeId && one.output !== null)
    if (!step) throw new Error(`The step gave nothing in the run of ${dateTimeText(startedAt)}. Choose another run.`)
    onTake(step, `the run of ${dateTimeText(startedAt)}`)
  }
  if (runs.error) return <Said>The runs could not be read. Close this and try again.</Said>
  if (!runs.data) return <Said>Looking for runs…</Said>
  if (runs.data.items.length === 0) return <Said>This workflow has not run yet.</Said>
  return runs.data.items.map((run) => (
    <MenuItem key={run.id} onSelect={() => void take(run).catch(toastFailed)}>
      <span className="flex flex-1 items-center justify-between gap-3">
        {dateTimeText(run.startedAt)}
        <StatusPill status={run.status} />
      </span>
    </MenuItem>
  ))
}

/** A line of the menu that cannot be chosen: a menu of nothing but words is none to those who hear it. */
const Said = ({ children }: { children: string }) => (
  <MenuItem disabled onSelect={() => undefined}>
    {children}
  </MenuItem>
)
