import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import { categoryNames, colourOf, iconOf } from '../../../graph/canvas/icons'
import { classes } from '../../../lib/classes'
import { useMyTypes } from '../mine/types'
import { searchTypes } from './search'
import { TypeName } from './TypeName'

interface InsertDialogProps {
  types: readonly NodeType[]
  /** Triggers cannot come after another step. */
  onlySteps: boolean
  onPick: (type: NodeType) => void
  onClose: () => void
}

const look =
  'fixed top-[14vh] left-1/2 z-40 flex max-h-[64vh] w-[calc(100vw-24px)] max-w-md -translate-x-1/2 flex-col ' +
  'overflow-hidden rounded-card border border-line bg-raised shadow-float'

/** Search and insert by keyboard: what comes next? */
export function InsertDialog({ types, onlySteps, onPick, onClose }: InsertDialogProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const { favourites, recent } = useMyTypes()
  const found = searchTypes(types, text).filter((hit) => !onlySteps || !hit.type.isTrigger)
  // Without a word: what one likes and took last comes first.
  const first = [...new Set([...favourites, ...recent])].flatMap((name) => found.find((hit) => hit.type.type === name) ?? [])
  const hits = text === '' ? [...first, ...found.filter((hit) => !first.includes(hit))] : found
  const at = Math.min(chosen, hits.length - 1)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setChosen(Math.max(0, Math.min(hits.length - 1, at + step)))
    } else if (event.key === 'Enter' && hits[at]) {
      event.preventDefault()
      onPick(hits[at].type)
    }
  }
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/20" />
        <Dialog.Content aria-describedby={undefined} className={look}>
          <Dialog.Title className="sr-only">Add a step</Dialog.Title>
          <div className="flex items-center gap-2 border-b border-line px-4">
            <Search size={18} aria-hidden className="text-ink-3" />
            <input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls="insert-list"
              aria-activedescendant={hits[at] ? `insert-${at}` : undefined}
              aria-label="What comes next?"
              placeholder="What comes next?"
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
            />
          </div>
          <div id="insert-list" role="listbox" aria-label="Steps" className="min-h-0 flex-1 overflow-auto p-1.5">
            {hits.length === 0 && <p className="px-3 py-6 text-center text-ink-2">No step goes by that name.</p>}
            {hits.map(({ type, at: letters }, index) => {
              const Icon = iconOf(type)
              return (
                <div
                  key={type.type}
                  id={`insert-${index}`}
                  role="option"
                  aria-selected={index === at}
                  ref={index === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
                  onClick={() => onPick(type)}
                  onMouseMove={() => setChosen(index)}
                  className={classes(
                    'flex cursor-pointer items-start gap-3 rounded-field px-3 py-2',
                    index === at && 'bg-accent-soft',
                  )}
                >
                  <Icon size={18} aria-hidden className="mt-0.5 shrink-0" style={{ color: colourOf(type.category) }} />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">
                      <TypeName name={type.name} at={letters} />
                    </span>
                    <span className="line-clamp-1 text-dense text-ink-2">{type.description}</span>
                  </span>
                  <span className="text-xs text-ink-2">{categoryNames[type.category]}</span>
                </div>
              )
            })}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
