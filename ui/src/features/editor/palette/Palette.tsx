import { PanelLeftClose, Search, Star } from 'lucide-react'
import { memo, useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import { draggedType } from '../../../graph/canvas/handling/hands'
import { categoryNames, colourOf, iconOf } from '../../../graph/canvas/icons'
import { classes } from '../../../lib/classes'
import { IconButton } from '../../../ui/Button'
import { useMyTypes } from '../mine/types'
import { type Hit, categories, noStep, searchTypes } from './search'
import { TypeName } from './TypeName'

const itemLook =
  'flex min-h-8 w-full cursor-grab items-center gap-2 rounded-field px-2 py-1 text-left text-dense hover:bg-sunken active:cursor-grabbing'

const starLook =
  'grid size-7 shrink-0 place-items-center rounded-field text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11'

const hidden = 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100'

/** Up and down lead through the steps, and up from the first back to the search. */
function walk(event: React.KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!by) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-step-type]')]
  const row = (event.target as HTMLElement).closest('li')?.querySelector<HTMLElement>('[data-step-type]')
  const to = (row ? rows.indexOf(row) : -1) + by
  event.preventDefault()
  ;(to < 0 ? event.currentTarget.querySelector<HTMLElement>('input') : rows[to])?.focus()
}

interface PaletteProps {
  types: readonly NodeType[]
  onAdd: (type: NodeType) => void
  onClose: () => void
}

export const Palette = memo(function Palette({ types, onAdd, onClose }: PaletteProps) {
  const [text, setText] = useState('')
  const hits = searchTypes(types, text)
  const my = useMyTypes()
  const named = (names: readonly string[]) =>
    text === '' ? names.flatMap((name) => hits.find((hit) => hit.type.type === name) ?? []) : []
  const [favourites, recent] = [named(my.favourites), named(my.recent)]
  const shelf = { onAdd, favourites: my.favourites, onStar: my.toggle }
  return (
    <aside aria-label="Steps to add" onKeyDown={walk} className="flex w-60 shrink-0 flex-col border-r border-line bg-sheet max-lg:hidden">
      <div className="flex items-center gap-1 border-b border-line p-2">
        <span className="relative flex flex-1">
          <Search size={15} aria-hidden className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-3" />
          <input
            id="palette-search"
            type="search"
            aria-label="Search steps"
            placeholder="Search steps"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && hits[0]) onAdd(hits[0].type)
              if (event.key === 'Escape') setText('')
            }}
            className="h-8 w-full rounded-field border border-line bg-paper pr-2 pl-7 text-dense placeholder:text-ink-3"
          />
        </span>
        <IconButton icon={PanelLeftClose} label="Hide the steps" shortcut="N" size="small" onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-2">
        {hits.length === 0 && <p className="px-2 py-6 text-center text-dense text-ink-2">{noStep}</p>}
        {favourites.length > 0 && <Shelf title="Favourites" hits={favourites} {...shelf} />}
        {recent.length > 0 && <Shelf title="Recent" hits={recent} {...shelf} />}
        {text !== '' ? (
          <Shelf title="Found" hits={hits} {...shelf} />
        ) : (
          categories.map((category) => {
            const inside = hits.filter((hit) => hit.type.category === category)
            return inside.length > 0 && <Shelf key={category} title={categoryNames[category]} hits={inside} {...shelf} />
          })
        )}
      </div>
      <p className="border-t border-line px-3 py-2 text-xs text-ink-3">Drag onto the canvas, or press Tab there.</p>
    </aside>
  )
})

interface ShelfProps {
  title: string
  hits: readonly Hit[]
  favourites: readonly string[]
  onAdd: (type: NodeType) => void
  onStar: (type: string) => void
}

function Shelf({ title, hits, favourites, onAdd, onStar }: ShelfProps) {
  return (
    <section className="mb-2" aria-label={title}>
      <h3 className="flex items-center gap-2 px-2 py-1 text-xs font-medium text-ink-3">
        {title} <span className="font-normal">{hits.length}</span>
      </h3>
      <ul>
        {hits.map(({ type, at, tag, described }) => {
          const Icon = iconOf(type)
          const starred = favourites.includes(type.type)
          return (
            <li key={type.type} className="group flex items-center">
              <button
                type="button"
                data-step-type
                draggable
                title={type.description}
                onDragStart={(event) => {
                  event.dataTransfer.setData(draggedType, type.type)
                  event.dataTransfer.effectAllowed = 'copy'
                }}
                onClick={() => onAdd(type)}
                className={itemLook}
              >
                <Icon size={16} aria-hidden className="shrink-0" style={{ color: colourOf(type.category) }} />
                <span className="min-w-0">
                  <span className="block truncate">
                    <TypeName name={type.name} at={at} />
                  </span>
                  {at.length === 0 && (tag ?? described) && (
                    <span className="line-clamp-2 text-xs text-ink-2">
                      {tag ? <TypeName name={tag.text} at={tag.at} /> : <TypeName name={type.description} at={described ?? []} />}
                    </span>
                  )}
                </span>
              </button>
              <StarButton name={type.name} starred={starred} onClick={() => onStar(type.type)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Plain, as there is one for each of the steps: the tooltip of an IconButton costs more than all the rest of its row. */
function StarButton({ name, starred, onClick }: { name: string; starred: boolean; onClick: () => void }) {
  const label = starred ? `Take ${name} from the favourites` : `Make ${name} a favourite`
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={starred}
      onClick={onClick}
      className={classes(starLook, starred ? '[&_svg]:fill-current' : hidden)}
    >
      <Star size={16} aria-hidden />
    </button>
  )
}
