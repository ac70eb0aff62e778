import { BookmarkPlus, X } from 'lucide-react'
import { useState } from 'react'
import { usePreference } from '../../../app/preferences'
import { Button, IconButton } from '../../../ui/Button'
import { Input } from '../../../ui/Field'

export interface View {
  name: string
  search: string
  status: string
}

const none: View[] = []
const viewCountMax = 20

interface SavedViewsProps {
  filters: { search: string; status: string }
  onPick: (filters: { search: string; status: string }) => void
}

/** Filters under a name, mine on every device. */
export function SavedViews({ filters, onPick }: SavedViewsProps) {
  const [views, setViews] = usePreference<View[]>('views.workflows', none)
  const [naming, setNaming] = useState<string | null>(null)
  const filtered = filters.search !== '' || filters.status !== ''
  const known = views.some((view) => view.search === filters.search && view.status === filters.status)
  const save = () => {
    const name = naming?.trim() ?? ''
    if (name !== '') setViews([...views.filter((view) => view.name !== name), { name, ...filters }].slice(-viewCountMax))
    setNaming(null)
  }
  if (views.length === 0 && !filtered) return null
  return (
    <div role="group" aria-label="Saved views" className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2">
      {views.map((view) => (
        <span key={view.name} className="flex items-center rounded-full border border-line bg-paper pl-1">
          <button
            type="button"
            aria-pressed={view.search === filters.search && view.status === filters.status}
            onClick={() => onPick({ search: view.search, status: view.status })}
            className="px-2 py-1 text-dense aria-pressed:font-semibold aria-pressed:text-accent"
          >
            {view.name}
          </button>
          <IconButton
            icon={X}
            size="small"
            label={`Forget the view ${view.name}`}
            onClick={() => setViews(views.filter((one) => one !== view))}
          />
        </span>
      ))}
      {filtered && !known && naming === null && (
        <Button size="small" icon={BookmarkPlus} onClick={() => setNaming('')}>
          Save this view
        </Button>
      )}
      {naming !== null && (
        <span className="flex items-center gap-1.5">
          <Input
            autoFocus
            aria-label="Name of the view"
            value={naming}
            maxLength={60}
            onChange={(event) => setNaming(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') save()
              if (event.key === 'Escape') setNaming(null)
            }}
          />
          <Button size="small" kind="primary" onClick={save}>
            Save
          </Button>
        </span>
      )}
    </div>
  )
}
