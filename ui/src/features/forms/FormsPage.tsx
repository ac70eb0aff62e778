import { FileText, Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type FormRow, useForms } from '../../api/forms'
import { useLiveQueries } from '../../api/live'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { numberText } from '../../lib/text'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Select } from '../../ui/Field'
import { SearchBox } from '../../ui/list/FilterBar'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { SkeletonRows } from '../../ui/Skeleton'
import { type Column, moreOf, Table } from '../../ui/Table'
import { NewFormDialog } from './NewFormDialog'
import { UnsavedForms } from './saving/UnsavedForms'

const columns: Column<FormRow>[] = [
  { id: 'name', title: 'Form', cell: (form) => form.name },
  { id: 'status', title: 'State', cell: (form) => <StatusPill status={form.status} />, width: '190px' },
  { id: 'fields', title: 'Fields', cell: (form) => form.fieldCount, align: 'right', minor: true, width: '90px' },
  {
    id: 'responses',
    title: 'Responses',
    cell: (form) => (
      <>
        {numberText(form.responseCount)}
        <span className="md:hidden"> responses</span>
      </>
    ),
    align: 'right',
    width: '110px',
  },
  {
    id: 'updated',
    title: 'Changed',
    cell: (form) => <RelativeTime at={form.updatedAt} />,
    align: 'right',
    width: '140px',
  },
]

const states = [
  { value: '', label: 'Any state' },
  { value: 'draft', label: 'Drafts' },
  { value: 'published', label: 'Published' },
  { value: 'changed', label: 'With unpublished changes' },
]

export function FormsPage() {
  const [filters, setFilters] = useFilters('search', 'status')
  const search = useDebounced(filters.search, 250)
  const list = useForms({ search, status: filters.status })
  useLiveQueries('forms', ['forms', 'list'])
  const may = useMay()
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const make = may('forms.edit') && (
    <Button kind="primary" icon={Plus} onClick={() => setMaking(true)}>
      New form
    </Button>
  )
  const filtered = filters.search !== '' || filters.status !== ''
  return (
    <PageBody>
      <PageHeader
        title="Forms"
        lead="What you ask of people: built here, sent by a workflow or by hand."
        actions={make}
      />
      <UnsavedForms />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox
          label="Search forms"
          placeholder="Search"
          value={filters.search}
          onSearch={(search) => setFilters({ search })}
          className="w-72 max-sm:w-full"
        />
        <Select
          aria-label="State"
          value={filters.status}
          onPick={(status) => setFilters({ status })}
          options={states}
          className="w-56"
        />
      </div>
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess &&
          (list.items.length === 0 ? (
            <NoForms filtered={filtered} action={make} />
          ) : (
            <Table
              label="Forms"
              rows={list.items}
              columns={columns}
              keyOf={(form) => form.id}
              linkTo={(form) => paths.form({ formId: form.id })}
              more={moreOf(list)}
            />
          ))}
      </Card>
      <NewFormDialog
        open={making}
        onOpenChange={setMaking}
        onMade={(formId) => void navigate(paths.form({ formId }))}
      />
    </PageBody>
  )
}

function NoForms({ filtered, action }: { filtered: boolean; action: React.ReactNode }) {
  if (filtered)
    return (
      <EmptyState icon={FileText} title="No form fits">
        Try fewer letters, or another state.
      </EmptyState>
    )
  return (
    <EmptyState icon={FileText} title="No forms yet" action={action}>
      A form asks people for figures and answers. Build one, publish it, and send it to a list of people or from a
      workflow.
    </EmptyState>
  )
}
