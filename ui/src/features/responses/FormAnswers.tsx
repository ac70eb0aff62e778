import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn, Columns3, Download, Inbox, Star, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { formQuery } from '../../api/forms'
import { useLiveQueries } from '../../api/live'
import { readAllResponses, useResponses } from '../../api/responses'
import { saveFile } from '../../lib/saveFile'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Input, Select } from '../../ui/Field'
import { Menu, MenuItem } from '../../ui/Menu'
import { Card } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastDone, toastFailed } from '../../ui/Toast'
import { AnswerCharts } from './AnswerCharts'
import { AnswerGrid } from './AnswerGrid'
import { columnsOf, usualColumns } from './columns'
import { toCsv } from './csv'
import { states } from './ResponseTable'
import { dropView, readViews, saveView } from './views'

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
  const charts = filters.show === 'charts'
  const filtered = filters.search !== '' || filters.status !== ''
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <IconButton
          icon={Table2}
          label="Table"
          aria-pressed={!charts}
          kind={charts ? 'quiet' : 'plain'}
          onClick={() => setFilters({ show: null })}
        />
        <IconButton
          icon={ChartNoAxesColumn}
          label="Charts"
          aria-pressed={charts}
          kind={charts ? 'plain' : 'quiet'}
          onClick={() => setFilters({ show: 'charts' })}
        />
        {!charts && (
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
            <Export asked={asked} empty={list.items.length === 0} />
          </>
        )}
      </div>
      {charts ? (
        <AnswerCharts formId={formId} definition={form.data.definition} />
      ) : (
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

function Export({ asked, empty }: { asked: Parameters<typeof readAllResponses>[0]; empty: boolean }) {
  const [busy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    try {
      saveFile('responses.csv', toCsv(await readAllResponses(asked)), 'text/csv')
    } catch (error) {
      toastFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={Download} busy={busy} disabled={empty} onClick={() => void download()} className="ml-auto">
      CSV
    </Button>
  )
}
