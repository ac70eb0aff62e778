import { Download, Inbox } from 'lucide-react'
import { useState } from 'react'
import { useLiveQueries } from '../../api/live'
import { readAllResponses, type ResponseRow, useResponses } from '../../api/responses'
import { paths } from '../../app/paths'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Select } from '../../ui/Field'
import { SearchBox } from '../../ui/list/FilterBar'
import { Card } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { SkeletonRows } from '../../ui/Skeleton'
import { type Column, moreOf, Table } from '../../ui/Table'
import { toastFailed } from '../../ui/Toast'
import { toCsv } from './csv'

const whoColumn: Column<ResponseRow> = {
  id: 'who',
  title: 'From',
  cell: (row) => row.respondent.name || row.respondent.email,
}
const columns: Column<ResponseRow>[] = [
  whoColumn,
  { id: 'number', title: 'Number', cell: (row) => <span className="font-mono">{row.number}</span>, width: '130px' },
  { id: 'status', title: 'State', cell: (row) => <StatusPill status={row.status} />, width: '180px' },
  { id: 'reference', title: 'Reference', cell: (row) => row.respondent.reference ?? '–', minor: true, width: '140px' },
  { id: 'at', title: 'Received', cell: (row) => <RelativeTime at={row.submittedAt} />, align: 'right', width: '140px' },
]
const formColumn: Column<ResponseRow> = {
  id: 'form',
  title: 'Form',
  cell: (row) => `${row.formName}, version ${row.formVersion}`,
  minor: true,
}

export const states = [
  { value: '', label: 'Any state' },
  { value: 'submitted', label: 'Submitted' },
  { value: 'inReview', label: 'In review' },
  { value: 'approved', label: 'Approved' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'changesRequested', label: 'Changes requested' },
  { value: 'withdrawn', label: 'Withdrawn' },
]

/** Responses with filters; of one form, or of all. */
export function ResponseTable({ formId }: { formId?: string }) {
  const [filters, setFilters] = useFilters('search', 'status')
  const search = useDebounced(filters.search, 250)
  const asked = { search, status: filters.status, ...(formId ? { formId } : {}) }
  const list = useResponses(asked)
  useLiveQueries('responses', ['responses', 'list'])
  const [busy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    try {
      saveFile('responses.csv', toCsv(await readAllResponses(asked)))
    } catch (error) {
      toastFailed(error)
    } finally {
      setBusy(false)
    }
  }
  const filtered = filters.search !== '' || filters.status !== ''
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox
          label="Search responses"
          placeholder="Search by name, number or address"
          value={filters.search}
          onSearch={(search) => setFilters({ search })}
          className="w-80 max-sm:w-full"
        />
        <Select
          aria-label="State"
          value={filters.status}
          onPick={(status) => setFilters({ status })}
          options={states}
          className="w-48"
        />
        <Button
          icon={Download}
          busy={busy}
          disabled={list.items.length === 0}
          onClick={() => void download()}
          className="ml-auto"
        >
          CSV
        </Button>
      </div>
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && list.items.length === 0 && (
          <EmptyState icon={Inbox} title={filtered ? 'No response fits' : 'No responses yet'}>
            {filtered
              ? 'Try fewer letters, or another state.'
              : 'They appear here by themselves as soon as somebody sends a form.'}
          </EmptyState>
        )}
        {list.items.length > 0 && (
          <Table
            label="Responses"
            rows={list.items}
            columns={formId ? columns : [whoColumn, formColumn, ...columns.slice(1)]}
            keyOf={(row) => row.id}
            linkTo={(row) => paths.response({ responseId: row.id })}
            more={moreOf(list)}
          />
        )}
      </Card>
    </>
  )
}

function saveFile(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
