import { useQuery } from '@tanstack/react-query'
import {
  BookOpen,
  ChartNoAxesColumn,
  Columns3,
  Download,
  FileSpreadsheet,
  FileText,
  Footprints,
  Inbox,
  Star,
  Table2,
} from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { formQuery } from '../../api/forms'
import { useLiveQueries } from '../../api/live'
import { useResponses } from '../../api/responses'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Input, Select } from '../../ui/Field'
import { Menu, MenuItem } from '../../ui/Menu'
import { Card } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastDone } from '../../ui/Toast'
import { AnswerCharts } from './charts/AnswerCharts'
import { AnswerGrid } from './AnswerGrid'
import { columnsOf, usualColumns } from './columns'
import { DropOff } from './charts/DropOff'
import { states } from './ResponseTable'
import { dropView, readViews, saveView } from './views'

const shows = [
  { value: '', label: 'Table', icon: Table2 },
  { value: 'charts', label: 'Charts', icon: ChartNoAxesColumn },
  { value: 'stops', label: 'Where people stop', icon: Footprints },
]

/** The responses of one form: a table with its questions as columns, or pictures of the answers. */
export function FormAnswers({ formId }: { formId: string }) {
  const [filters, setFilters] = useFilters('search', 'status', 'columns', 'show')
  const search = useDebounced(filters.search, 250)
  const asked = { search, status: filters.status, formId }
  const list = useResponses(asked)
  useLiveQueries('responses', ['responses', 'list'])
  const form = useQuery(formQuery(formId))
  if (form.isPending || list.isPending) return <SkeletonRows />
  if (form.isError) return <ErrorState error={form.error} onRetry={() => void form.refetch()} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const columns = columnsOf(form.data.definition)
  const chosen = filters.columns === '' ? usualColumns(columns) : filters.columns.split(',')
  const { show } = filters
  const table = show !== 'charts' && show !== 'stops'
  const filtered = filters.search !== '' || filters.status !== ''
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {shows.map((one) => (
          <IconButton
            key={one.value}
            icon={one.icon}
            label={one.label}
            aria-pressed={show === one.value}
            kind={show === one.value ? 'plain' : 'quiet'}
            onClick={() => setFilters({ show: one.value || null })}
          />
        ))}
        {table && (
          <>
            <Input
              type="search"
              aria-label="Search responses"
              placeholder="Search by name, number or address"
              value={filters.search}
              onChange={(event) => setFilters({ search: event.target.value })}
              className="max-w-72"
            />
            <Select
              aria-label="State"
              value={filters.status}
              onPick={(status) => setFilters({ status })}
              options={states}
              className="w-44"
            />
            <Menu trigger={<Button icon={Columns3}>Columns</Button>} align="start">
              <div className="max-h-96 overflow-auto">
                {columns.map((column) => (
                  <MenuItem
                    key={column.id}
                    checked={chosen.includes(column.id)}
                    onSelect={() => {
                      const on = chosen.includes(column.id)
                      const next = columns.map((one) => one.id).filter((id) => (id === column.id ? !on : chosen.includes(id)))
                      setFilters({ columns: next.join(',') })
                    }}
                  >
                    {column.title}
                  </MenuItem>
                ))}
              </div>
            </Menu>
            <Views formId={formId} />
            <span className="ml-auto">
              <Export formId={formId} />
            </span>
          </>
        )}
      </div>
      {show === 'charts' && <AnswerCharts formId={formId} definition={form.data.definition} />}
      {show === 'stops' && <DropOff formId={formId} definition={form.data.definition} />}
      {table && (
        <Card>
          {list.items.length === 0 ? (
            <EmptyState icon={Inbox} title={filtered ? 'No response fits' : 'No responses yet'}>
              {filtered
                ? 'Try fewer letters, or another state.'
                : 'They appear here by themselves as soon as somebody sends a form.'}
            </EmptyState>
          ) : (
            <AnswerGrid
              rows={list.items}
              columns={columns.filter((column) => chosen.includes(column.id))}
              onEnd={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
            />
          )}
        </Card>
      )}
    </>
  )
}

/** Filters and columns that somebody wants again, kept in this browser. */
function Views({ formId }: { formId: string }) {
  const [search, setSearch] = useSearchParams()
  const [views, setViews] = useState(() => readViews(formId))
  const [name, setName] = useState('')
  const save = () => {
    setViews(saveView(formId, { name: name.trim(), query: search.toString() }))
    toastDone(`The view ${name.trim()} was saved in this browser`)
    setName('')
  }
  return (
    <Menu trigger={<Button icon={Star}>Views</Button>} align="start">
      {views.map((view) => (
        <MenuItem key={view.name} onSelect={() => setSearch(new URLSearchParams(view.query))}>
          {view.name}
        </MenuItem>
      ))}
      {views.map((view) => (
        <MenuItem key={`drop ${view.name}`} danger onSelect={() => setViews(dropView(formId, view.name))}>
          Forget {view.name}
        </MenuItem>
      ))}
      {views.length === 0 && <p className="px-2 py-1 text-dense text-ink-3">No view is saved yet.</p>}
      <form
        className="mt-1 flex gap-1 border-t border-line p-1 pt-2"
        onKeyDown={(event) => event.stopPropagation()}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') save()
        }}
      >
        <Input
          aria-label="Name of this view"
          placeholder="Name of this view"
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </Menu>
  )
}

/** Whole files, made by the server: columns reconciled over all versions, and safe to open in a spreadsheet. */
function Export({ formId }: { formId: string }) {
  const fetchFile = (name: string) => {
    const link = document.createElement('a')
    link.href = `/api/forms/${formId}/${name}`
    link.download = ''
    link.click()
  }
  return (
    <Menu trigger={<Button icon={Download}>Export</Button>}>
      <MenuItem icon={FileText} onSelect={() => fetchFile('responses.csv')}>
        CSV
      </MenuItem>
      <MenuItem icon={FileSpreadsheet} onSelect={() => fetchFile('responses.xlsx')}>
        Excel, with codebook
      </MenuItem>
      <MenuItem icon={BookOpen} onSelect={() => fetchFile('codebook.csv')}>
        Codebook: what each column means
      </MenuItem>
    </Menu>
  )
}
