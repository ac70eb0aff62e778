import type { Field } from '../../form-view/form'
import { isText } from '../../form-view/form'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Input, Select } from '../../ui/Field'
import { states } from './ResponseTable'

const names = ['search', 'status', 'version', 'from', 'until', 'field', 'is', 'value'] as const

const words = { equals: 'is', contains: 'contains', atLeast: 'at least', atMost: 'at most', given: 'is answered', empty: 'is not answered' }

/** What the filters of the page ask the server for; nothing of what was not chosen. */
export function useAnswerFilters() {
  const [filters, setFilters] = useFilters(...names)
  const search = useDebounced(filters.search, 250)
  const value = useDebounced(filters.value, 250)
  const { from, until } = filters
  const asked = {
    ...filters,
    search,
    value,
    is: filters.field && (filters.is || 'equals'),
    from: from && new Date(`${from}T00:00:00`).toISOString(),
    // The whole of the last day.
    until: until && new Date(new Date(`${until}T00:00:00`).getTime() + 24 * 60 * 60 * 1000).toISOString(),
  }
  const set = Object.fromEntries(Object.entries(asked).filter(([, one]) => one !== '')) as Partial<typeof asked>
  return { filters, setFilters, asked: set, filtered: Object.keys(set).length > 0 }
}

interface AnswerFiltersProps {
  fields: readonly Field[]
  versions: readonly number[]
}

/** By version, by when it was received, and by the answer to a question. */
export function AnswerFilters({ fields, versions }: AnswerFiltersProps) {
  const { filters, setFilters } = useAnswerFilters()
  const questions = fields.filter(isFound)
  const field = questions.find((one) => one.name === filters.field)
  const is = filters.is || 'equals'
  return (
    <details className="mb-3" open={['version', 'from', 'until', 'field'].some((name) => filters[name as 'from'] !== '')}>
      <summary className="cursor-pointer text-ink-2">
        More filters
        {filters.status !== '' && <span className="sm:hidden"> · {states.find((one) => one.value === filters.status)?.label}</span>}
      </summary>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Select
          aria-label="State"
          value={filters.status}
          onPick={(status) => setFilters({ status })}
          options={states}
          className="w-44 sm:hidden"
        />
        {versions.length > 1 && (
          <Select
            aria-label="Version"
            value={filters.version}
            onPick={(version) => setFilters({ version })}
            options={[
              { value: '', label: 'Any version' },
              ...versions.map((one) => ({ value: String(one), label: `Version ${one}` })),
            ]}
            className="w-36"
          />
        )}
        <Day label="from" value={filters.from} onChange={(from) => setFilters({ from })} />
        <Day label="until" value={filters.until} onChange={(until) => setFilters({ until })} />
        <Select
          aria-label="Question"
          value={field?.name ?? ''}
          onPick={(name) => setFilters({ field: name, is: null, value: null })}
          options={[
            { value: '', label: 'Any answer' },
            ...questions.map((one) => ({ value: one.name, label: one.label })),
          ]}
          className="w-56"
        />
        {field && (
          <Select
            aria-label="How it is compared"
            value={is}
            onPick={(chosen) => setFilters({ is: chosen })}
            options={Object.entries(words).map(([value, label]) => ({ value, label }))}
            className="w-40"
          />
        )}
        {field && is !== 'given' && is !== 'empty' && <Wanted field={field} />}
      </div>
    </details>
  )
}

/** A day of receipt, with its word beside it. */
function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
      <span className="sr-only">received </span>
      <span className="min-w-9">{label}</span>
      <span className="w-40">
        <Input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      </span>
    </label>
  )
}

function Wanted({ field }: { field: Field }) {
  const [{ value }, setFilters] = useFilters('value')
  const choices =
    field.widget === 'yesNo' || field.widget === 'consent'
      ? [
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]
      : field.choices.map((one) => ({ value: String(one.value), label: one.label }))
  if (choices.length === 0)
    return (
      <span className="w-44">
        <Input
          aria-label={`Answer to ${field.label}`}
          type={field.widget === 'date' ? 'date' : 'text'}
          value={value}
          onChange={(event) => setFilters({ value: event.target.value })}
        />
      </span>
    )
  return (
    <Select
      aria-label={`Answer to ${field.label}`}
      value={value}
      onPick={(chosen) => setFilters({ value: chosen })}
      options={[{ value: '', label: 'Choose…' }, ...choices]}
      className="w-48"
    />
  )
}

// What is sealed, or made of several values, cannot be compared.
const isFound = (field: Field) =>
  !isText(field) &&
  field.parts.length === 0 &&
  field.columns.length === 0 &&
  !['file', 'signature'].includes(field.widget) &&
  !['personal', 'secret'].includes(field.classification)
