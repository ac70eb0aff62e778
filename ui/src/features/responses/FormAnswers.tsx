import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn, Columns3, Footprints, Inbox, Table2 } from 'lucide-react'
import { formQuestionsQuery } from '../../api/forms'
import { useLiveQueries } from '../../api/live'
import { useResponses } from '../../api/responses'
import { readForm } from '../../form-view/form'
import { useFilters } from '../../lib/useFilters'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Select } from '../../ui/Field'
import { SearchBox } from '../../ui/list/FilterBar'
import { Menu, MenuItem } from '../../ui/Menu'
import { Card } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { AnswerCharts } from './charts/AnswerCharts'
import { AnswerFilters, useAnswerFilters } from './AnswerFilters'
import { AnswerGrid } from './AnswerGrid'
import { columnsOf, usualColumns } from './columns'
import { DropOff } from './charts/DropOff'
import { ExportMenu } from './ExportMenu'
import { states } from './ResponseTable'
import { narrow, ViewsMenu } from './ViewsMenu'

const shows = [
  { value: '', label: 'Table', icon: Table2 },
  { value: 'charts', label: 'Charts', icon: ChartNoAxesColumn },
  { value: 'stops', label: 'Where people stop', icon: Footprints },
]

/** The responses of one form: a table with its questions as columns, or pictures of the answers. */
export function FormAnswers({ formId }: { formId: string }) {
  const [own, setOwn] = useFilters('columns', 'show')
  const { filters, setFilters, asked, filtered } = useAnswerFilters()
  const list = useResponses({ ...asked, formId })
  useLiveQueries('responses', ['responses', 'list'])
  const form = useQuery(formQuestionsQuery(formId))
  if (form.isPending || list.isPending) return <SkeletonRows />
  if (form.isError) return <ErrorState error={form.error} onRetry={() => void form.refetch()} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const columns = columnsOf(form.data.definition)
  const chosen = own.columns === '' ? usualColumns(columns) : own.columns.split(',')
  const { show } = own
  const table = show !== 'charts' && show !== 'stops'
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
            onClick={() => setOwn({ show: one.value || null })}
          />
        ))}
        {table && (
          <>
            <SearchBox
              label="Search responses"
              placeholder="Search by name, number or address"
              value={filters.search}
              onSearch={(search) => setFilters({ search })}
              className="w-72 max-sm:order-last max-sm:w-full"
            />
            <Select
              aria-label="State"
              value={filters.status}
              onPick={(status) => setFilters({ status })}
              options={states}
              className="w-44 max-sm:hidden"
            />
            <Menu trigger={<Button icon={Columns3}>{narrow('Columns')}</Button>} align="start">
              <div className="max-h-96 overflow-auto">
                {columns.map((column) => (
                  <MenuItem
                    key={column.id}
                    checked={chosen.includes(column.id)}
                    onSelect={() => {
                      const on = chosen.includes(column.id)
                      const next = columns.map((one) => one.id).filter((id) => (id === column.id ? !on : chosen.includes(id)))
                      setOwn({ columns: next.join(',') })
                    }}
                  >
                    {column.title}
                  </MenuItem>
                ))}
              </div>
            </Menu>
            <ViewsMenu formId={formId} />
            <span className="ml-auto">
              <ExportMenu formId={formId} asked={asked} />
            </span>
          </>
        )}
      </div>
      {table && <AnswerFilters fields={readForm(form.data.definition).fields} versions={form.data.versions} />}
      {show === 'charts' && <AnswerCharts formId={formId} definition={form.data.definition} />}
      {show === 'stops' && <DropOff formId={formId} />}
      {table && (
        <Card>
          {list.items.length === 0 ? (
            <EmptyState icon={Inbox} title={filtered ? 'No response fits' : 'No responses yet'}>
              {filtered
                ? 'Try fewer letters, another state, or other answers.'
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
