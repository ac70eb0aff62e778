import { ChartNoAxesColumn, X } from 'lucide-react'
import { paths } from '../../app/paths'
import { ButtonLink } from '../../ui/Button'
import { Input, Select } from '../../ui/Field'
import { useChosenInSight } from '../../ui/list/chosenInSight'
import { classes } from '../../lib/classes'
import { type Narrowing, narrowings, sayNarrowing } from './narrowings'
import { MoreOfReviews } from './MoreOfReviews'
import { SavedFilters } from './SavedFilters'

type Filters = { state: string; queue: string; search: string; sort: string } & Record<Narrowing, string>

const states = [
  { value: '', label: 'All open' },
  { value: 'unclaimed', label: 'Unclaimed' },
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'My team' },
  { value: 'delegated', label: 'Delegated' },
  { value: 'returned', label: 'With sender' },
  { value: 'done', label: 'Done' },
  { value: 'doneByMe', label: 'Done by me' },
]

const sorts = [
  { value: '', label: 'Pressing first' },
  { value: 'due', label: 'Due first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'newest', label: 'Newest first' },
]

interface InboxFiltersProps {
  filters: Filters
  onChange: (changes: Partial<Filters>) => void
  /** The record brings its own title when one is open beside the list. */
  titled: boolean
}

export function InboxFilters({ filters, onChange, titled }: InboxFiltersProps) {
  const Title = titled ? 'h1' : 'h2'
  const bar = useChosenInSight<HTMLDivElement>(filters.state)
  return (
    <header className="shrink-0 border-b border-line px-4 pt-5 pb-3">
      <div className="flex items-center gap-2">
        <Title className="flex-1 text-title font-semibold tracking-tight">Reviews</Title>
        <SavedFilters />
        <ButtonLink kind="quiet" size="small" icon={ChartNoAxesColumn} to={paths.reviewOverview()}>
          Overview
        </ButtonLink>
        <MoreOfReviews />
      </div>
      <div ref={bar} role="group" aria-label="Which reviews" className="mt-3 -mr-4 flex gap-1 overflow-x-auto pr-4 pb-1">
        {states.map((state) => (
          <button
            key={state.value}
            type="button"
            aria-pressed={filters.state === state.value}
            onClick={() => onChange({ state: state.value })}
            className={classes(
              'h-8 shrink-0 rounded-full border px-3 font-medium whitespace-nowrap pointer-coarse:h-11',
              filters.state === state.value
                ? 'border-accent bg-accent-soft text-ink'
                : 'border-line-strong text-ink-2 hover:text-ink',
            )}
          >
            {state.label}
          </button>
        ))}
      </div>
      <Narrowed filters={filters} onChange={onChange} />
      <div className="mt-2 flex gap-2">
        <Input
          type="search"
          aria-label="Search reviews"
          placeholder="Search"
          value={filters.search}
          onChange={(event) => onChange({ search: event.target.value })}
          className="min-w-0 flex-1"
        />
        <Select
          aria-label="Order"
          className="w-36 shrink-0"
          options={sorts}
          value={filters.sort}
          onPick={(sort) => onChange({ sort })}
        />
      </div>
    </header>
  )
}

/** What the list is narrowed to besides, each to be taken away again: links of the overview come with these. */
function Narrowed({ filters, onChange }: Pick<InboxFiltersProps, 'filters' | 'onChange'>) {
  const set = (['queue', ...narrowings] as const).filter((name) => filters[name] !== '')
  if (set.length === 0) return null
  return (
    <ul aria-label="Narrowed to" className="mt-2 flex flex-wrap gap-1">
      {set.map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onChange({ [name]: '' })}
            className={classes(
              'inline-flex h-7 items-center gap-1 rounded-full border border-line-strong px-2.5 text-dense',
              'hover:bg-sunken pointer-coarse:h-10',
            )}
          >
            {name === 'queue' ? filters.queue : sayNarrowing(name, filters[name])}
            <X size={14} aria-hidden />
            <span className="sr-only">take away</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
