import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../api/session'
import { paths } from '../../app/paths'
import { wordsOf } from '../../lib/text'
import { IconButton } from '../../ui/Button'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/Menu'

type Saved = { name: string; search: string }

const savedMax = 12

/** Filters that somebody comes back to, kept in this browser under the name of what they choose. */
export function SavedFilters() {
  const { user } = useSession()
  const key = `reviews.filters.${user.id}`
  const [saved, setSaved] = useState(() => read(key))
  const navigate = useNavigate()
  const here = window.location.search
  const keep = (next: Saved[]) => {
    setSaved(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return (
    <Menu trigger={<IconButton icon={Bookmark} size="small" label="Saved filters" />}>
      <MenuLabel>{saved.length > 0 ? 'Saved filters' : 'No filter saved yet'}</MenuLabel>
      {saved.map((one) => (
        <MenuItem key={one.search} onSelect={() => void navigate({ pathname: paths.reviews(), search: one.search })}>
          {one.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem
        icon={Bookmark}
        disabled={here === '' || saved.some((one) => one.search === here)}
        onSelect={() => keep([...saved, { name: nameOf(here), search: here }].slice(-savedMax))}
      >
        Save what is chosen now
      </MenuItem>
      {saved.some((one) => one.search === here) && (
        <MenuItem icon={Trash2} onSelect={() => keep(saved.filter((one) => one.search !== here))}>
          Forget this one
        </MenuItem>
      )}
    </Menu>
  )
}

/** "mine · oldest · emissions" */
export const nameOf = (search: string) =>
  [...new URLSearchParams(search).entries()]
    .map(([name, value]) => (name === 'late' ? 'late' : name === 'search' ? `“${value}”` : name === 'queue' ? value : wordsOf(value)))
    .join(' · ')

const read = (key: string): Saved[] => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as Saved[]
  } catch {
    return []
  }
}
