import { Star } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '../../ui/Button'
import { Input } from '../../ui/Field'
import { Menu, MenuItem } from '../../ui/Menu'
import { toastDone } from '../../ui/Toast'
import { useViews } from './views'

/** Where there is little room the icon says it. */
export const narrow = (word: string) => <span className="max-sm:sr-only">{word}</span>

/** Filters and columns that somebody wants again. */
export function ViewsMenu({ formId }: { formId: string }) {
  const [search, setSearch] = useSearchParams()
  const { views, save, drop } = useViews(formId)
  const [name, setName] = useState('')
  const keep = () => {
    save({ name: name.trim(), query: search.toString() })
    toastDone(`The view ${name.trim()} was saved`)
    setName('')
  }
  return (
    <Menu trigger={<Button icon={Star}>{narrow('Views')}</Button>} align="start">
      {views.map((view) => (
        <MenuItem key={view.name} onSelect={() => setSearch(new URLSearchParams(view.query))}>
          {view.name}
        </MenuItem>
      ))}
      {views.map((view) => (
        <MenuItem key={`drop ${view.name}`} danger onSelect={() => drop(view.name)}>
          Forget {view.name}
        </MenuItem>
      ))}
      {views.length === 0 && <p className="px-2 py-1 text-dense text-ink-3">No view is saved yet.</p>}
      <form
        className="mt-1 flex gap-1 border-t border-line p-1 pt-2"
        onKeyDown={(event) => event.stopPropagation()}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') keep()
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
