import { useQueryClient } from '@tanstack/react-query'
import { Download, LayoutTemplate, Plus, SearchX, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useLiveQueries } from '../../api/live'
import { useMay } from '../../api/session'
import { useWorkflows, type WorkflowRow } from '../../api/workflows'
import { paths } from '../../app/paths'
import { useFilters } from '../../lib/useFilters'
import { Button, ButtonLink } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Chips, FilterBar, SearchBox } from '../../ui/list/FilterBar'
import { ListBody } from '../../ui/list/ListBody'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, moreOf, Table } from '../../ui/Table'
import { toastFailed } from '../../ui/Toast'
import { BulkBar } from './list/BulkBar'
import { downloadCsv } from './list/csv'
import { MoreBelow } from './list/MoreBelow'
import { SavedViews } from './list/SavedViews'
import { UnsentWorkflows } from './list/UnsentWorkflows'
import { NewWorkflowDialog } from './NewWorkflowDialog'
import { WorkflowRowMenu } from './WorkflowRowMenu'

const states = [
  { value: 'draft', label: 'Draft' },
  { value: 'published', label: 'Published' },
  { value: 'changed', label: 'Unpublished changes' },
  { value: 'unpublished', label: 'Unpublished' },
  { value: 'archived', label: 'Archived' },
]

const versionOf = ({ publishedVersion, status }: WorkflowRow) =>
  publishedVersion ? `v${publishedVersion}` : status === 'draft' ? 'none yet' : 'none'

const columns: Column<WorkflowRow>[] = [
  { id: 'name', title: 'Name', cell: (row) => row.name },
  { id: 'status', title: 'Status', cell: (row) => <StatusPill status={row.status} /> },
  { id: 'version', title: 'Version', minor: true, cell: versionOf },
  { id: 'steps', title: 'Steps', minor: true, align: 'right', cell: (row) => row.nodeCount },
  {
    id: 'run',
    title: 'Last run',
    cell: (row) =>
      row.lastRunStatus ? (
        <span className="flex items-center gap-2">
          <StatusPill status={row.lastRunStatus} />
          <span className="text-ink-3 max-lg:hidden">
            <RelativeTime at={row.lastRunAt} />
          </span>
        </span>
      ) : (
        <span className="text-ink-3">not run yet</span>
      ),
  },
  {
    id: 'changed',
    title: 'Changed',
    minor: true,
    cell: (row) => (
      <span className="text-ink-2">
        <RelativeTime at={row.updatedAt} />
        {row.updatedBy && ` by ${row.updatedBy}`}
      </span>
    ),
  },
  { id: 'menu', title: '', minor: true, align: 'right', width: '48px', cell: (row) => <WorkflowRowMenu row={row} /> },
]

/** The box that chooses a row, above the link that the whole row is. */
function Choice({ name, chosen, onToggle }: { name: string; chosen: boolean; onToggle: () => void }) {
  return (
    <label className="relative z-10 -my-2 grid size-8 place-items-center pointer-coarse:size-11">
      <input
        type="checkbox"
        aria-label={`Choose ${name}`}
        checked={chosen}
        onChange={onToggle}
        className="size-4 accent-accent"
      />
    </label>
  )
}

export function WorkflowsPage() {
  const [filters, setFilters] = useFilters('search', 'status')
  const [adding, setAdding] = useState(useSearchParams()[0].has('new'))
  const may = useMay()
  const list = useWorkflows(filters)
  useLiveQueries('workflows', ['workflows', 'list'])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const client = useQueryClient()
  const more = moreOf(list)
  const toggle = (id: string) =>
    setChosen((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])))
  const filtered = filters.search !== '' || filters.status !== ''
  const add = (
    <span className="flex flex-wrap gap-2">
      <Button icon={Download} onClick={() => void downloadCsv(filters).catch(toastFailed)}>
        CSV
      </Button>
      <ButtonLink icon={LayoutTemplate} to={paths.templates()}>
        Templates
      </ButtonLink>
      <Button kind="primary" icon={Plus} disabled={!may('workflows.edit')} onClick={() => setAdding(true)}>
        New workflow
      </Button>
    </span>
  )
  return (
    <PageBody>
      <PageHeader title="Workflows" lead="What runs by itself, when something starts it." actions={add} />
      <UnsentWorkflows />
      <Card>
        <FilterBar>
          <SearchBox label="Search workflows" value={filters.search} onSearch={(search) => setFilters({ search })} />
          <Chips label="Status" options={states} value={filters.status} onPick={(status) => setFilters({ status })} />
        </FilterBar>
        <SavedViews filters={filters} onPick={setFilters} />
        <BulkBar
          chosen={chosen}
          onClear={() => setChosen(new Set())}
          onChanged={() => void client.invalidateQueries({ queryKey: ['workflows', 'list'] })}
        />
        <ListBody
          list={list}
          empty={
            filtered ? (
              <EmptyState icon={SearchX} title="No workflow fits">
                Take a filter away, or search for another word.
              </EmptyState>
            ) : (
              <EmptyState icon={Workflow} title="No workflow yet" action={add}>
                A workflow starts by hand, at a time, or by a call, and then collects, checks and passes on.
              </EmptyState>
            )
          }
        >
          <Table
            label="Workflows"
            rows={list.items}
            columns={columns}
            lead={(row) => (
              <Choice name={row.name} chosen={chosen.has(row.id)} onToggle={() => toggle(row.id)} />
            )}
            keyOf={(row) => row.id}
            linkTo={(row) => paths.workflow({ workflowId: row.id })}
            more={more}
          />
          <MoreBelow {...more} />
        </ListBody>
      </Card>
      <NewWorkflowDialog open={adding} onOpenChange={setAdding} />
    </PageBody>
  )
}
