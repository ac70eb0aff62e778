import { Input } from '../../ui/Field'
import { classes } from '../../lib/classes'

type Filters = { state: string; queue: string; search: string }

const states = [
  { value: '', label: 'All open' },
  { value: 'mine', label: 'Mine' },
  { value: 'done', label: 'Done' },
]

interface InboxFiltersProps {
  filters: Filters
  onChange: (changes: Partial<Filters>) => void
  /** The record brings its own title when one is open beside the list. */
  titled: boolean
}

export function InboxFilters({ filters, onChange, titled }: InboxFiltersProps) {
  const Title = titled ? 'h1' : 'h2'
  return (
    <header className="shrink-0 border-b border-line px-4 pt-5 pb-3">
      <Title className="text-title font-semibold tracking-tight">Reviews</Title>
      <div role="group" aria-label="Which reviews" className="mt-3 flex gap-1">
        {states.map((state) => (
          <button
            key={state.value}
            type="button"
            aria-pressed={filters.state === state.value}
            onClick={() => onChange({ state: state.value })}
            className={classes(
              'h-8 rounded-full border px-3 font-medium pointer-coarse:h-11',
              filters.state === state.value
                ? 'border-accent bg-accent-soft text-ink'
                : 'border-line-strong text-ink-2 hover:text-ink',
            )}
          >
            {state.label}
          </button>
        ))}
      </div>
      <Input
        type="search"
        aria-label="Search reviews"
        placeholder="Search"
        value={filters.search}
        onChange={(event) => onChange({ search: event.target.value })}
        className="mt-3"
      />
    </header>
  )
}
