import { Activity, SearchX, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useLiveQueries } from '../../api/live'
import { errorText, runCan, type RunRow, useFailures, useRuns } from '../../api/runs'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { between } from '../../lib/time'
import { wordsOf, numberText } from '../../lib/text'
import { useFilters } from '../../lib/useFilters'
import { useNow } from '../../lib/useNow'
import { Button, ButtonLink } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Checkbox } from '../../ui/Field'
import { Chips, FilterBar, SearchBox } from '../../ui/list/FilterBar'
import { ListBody } from '../../ui/list/ListBody'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, moreOf, Table } from '../../ui/Table'
import { BulkBar } from './BulkBar'

const states = [
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'In line' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'paused', label: 'Paused' },
  { value: 'failed', label: 'Failed' },
  { value: 'completed', label: 'Finished' },
  { value: 'cancelled', label: 'Cancelled' },
]

const triggers: Record<string, string> = {
  manual: 'by hand',
  webhook: 'by a call',
  schedule: 'by its schedule',
  form: 'by a form',
  run: 'by another run',
  error: 'by a failure',
}

function Took({ row }: { row: RunRow }) {
  const now = useNow()
  return <span className="text-ink-2">{between(row.startedAt, row.endedAt, now)}</span>
}

const columns: Column<RunRow>[] = [
  {
    id: 'workflow',
    title: 'Workflow',
    cell: (row) => (
      <>
        {row.workflowName} <span className="font-normal text-ink-3">v{row.workflowVersion}</span>
      </>
    ),
  },
  { id: 'status', title: 'Status', cell: (row) => <StatusPill status={row.status} /> },
  {
    id: 'why',
    title: 'What about it',
    cell: (row) => (
      <span className="line-clamp-2 max-w-md text-ink-2">
        {row.setAside === null ? (errorText(row.error) ?? row.waitingFor ?? '') : `Set aside: ${row.setAside}`}
      </span>
    ),
  },
  { id: 'trigger', title: 'Started', minor: true, cell: (row) => triggers[row.trigger] ?? wordsOf(row.trigger) },
  {
    id: 'at',
    title: 'When',
    cell: (row) => (
      <span className="text-ink-2">
        <RelativeTime at={row.startedAt} />
      </span>
    ),
  },
  { id: 'took', title: 'Took', minor: true, align: 'right', cell: (row) => <Took row={row} /> },
]

/** The way to what went wrong; it says how much that is. */
function OpenFailures() {
  const open = useFailures().data?.items.reduce((sum, failure) => sum + failure.count, 0) ?? 0
  return (
    <ButtonLink icon={TriangleAlert} to={paths.runFailures()}>
      {open === 0 ? 'Failures' : `Failures (${numberText(open)})`}
    </ButtonLink>
  )
}

const none: ReadonlySet<string> = new Set()

export function RunsPage() {
  const [filters, setFilters] = useFilters('search', 'status', 'workflowId')
  const list = useRuns(filters)
  const may = useMay()('runs.control')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(none)
  const able = list.items.filter((row) => runCan.redrive(row))
  const picked = able.filter((row) => chosen.has(row.id)).map((row) => row.id)
  useLiveQueries('runs', ['runs', 'list'], ['runs', 'failures'])
  const choose = (row: RunRow) =>
    runCan.redrive(row) && (
      <Checkbox
        label={<span className="sr-only">Choose the run of {row.workflowName}</span>}
        checked={chosen.has(row.id)}
        onToggle={(on) => setChosen(on ? new Set([...chosen, row.id]) : new Set([...chosen].filter((id) => id !== row.id)))}
      />
    )
  const filtered = Object.values(filters).some((value) => value !== '')
  const of = filters.workflowId !== '' ? list.items[0]?.workflowName : undefined
  return (
    <PageBody>
      <PageHeader
        title="Runs"
        lead="Each time a workflow was started, what came of it, and what it waits for."
        actions={<OpenFailures />}
      />
      <Card>
        <FilterBar>
          <SearchBox label="Search runs" value={filters.search} onSearch={(search) => setFilters({ search })} />
          <Chips label="Status" options={states} value={filters.status} onPick={(status) => setFilters({ status })} />
          {filters.workflowId !== '' && (
            <Chips
              label="Workflow"
              options={[{ value: filters.workflowId, label: of ?? 'One workflow' }]}
              value={filters.workflowId}
              onPick={(workflowId) => setFilters({ workflowId })}
            />
          )}
        </FilterBar>
        {may && able.length > 0 && <BulkBar able={able.map((row) => row.id)} chosen={picked} onChoose={setChosen} />}
        <ListBody
          list={list}
          empty={
            filtered ? (
              <EmptyState
                icon={SearchX}
                title="No run fits"
                action={<Button onClick={() => setFilters({ search: null, status: null, workflowId: null })}>Show all runs</Button>}
              >
                Take a filter away to see more.
              </EmptyState>
            ) : (
              <EmptyState icon={Activity} title="Nothing has run yet">
                Open a published workflow and press Run. Each run keeps what went in and out of every step.
              </EmptyState>
            )
          }
        >
          <Table
            label="Runs"
            rows={list.items}
            columns={columns}
            keyOf={(row) => row.id}
            linkTo={(row) => paths.run({ runId: row.id })}
            {...(may && able.length > 0 ? { lead: choose } : {})}
            more={moreOf(list)}
          />
        </ListBody>
      </Card>
    </PageBody>
  )
}
