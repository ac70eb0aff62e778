import { Search } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { classes } from '../../lib/classes'

interface PickListProps<T> {
  /** What the box asks for, read out and shown. */
  label: string
  placeholder?: string
  /** What the list under it holds, in one word. */
  listLabel: string
  text: string
  onText: (text: string) => void
  items: readonly T[]
  keyOf: (item: T) => string
  disabled?: (item: T) => boolean
  /** Said where nothing is found. */
  empty: string
  onPick: (item: T) => void
  rowClass?: string
  children: (item: T) => ReactNode
}

/** A box to search in and the list of what is found: arrows choose, Enter or a click takes. */
export function PickList<T>(props: PickListProps<T>) {
  const { label, placeholder = label, listLabel, text, onText, items, keyOf, disabled, empty, onPick, rowClass, children } = props
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const at = Math.min(chosen, items.length - 1)
  const pick = (item: T | undefined) => item !== undefined && !disabled?.(item) && onPick(item)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step && event.key !== 'Enter') return
    event.preventDefault()
    if (step) setChosen(Math.max(0, Math.min(items.length - 1, at + step)))
    else pick(items[at])
  }
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search size={18} aria-hidden className="text-ink-3" />
        <input
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={items[at] === undefined ? undefined : `${id}-${at}`}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            onText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
        />
      </div>
      <p role="status" className="text-center text-ink-2 not-empty:px-3 not-empty:pt-6">
        {items.length === 0 && empty}
      </p>
      <div id={id} role="listbox" aria-label={listLabel} className="min-h-0 flex-1 overflow-auto p-1.5">
        {items.map((item, index) => (
          <div
            key={keyOf(item)}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            aria-disabled={disabled?.(item) ? true : undefined}
            ref={index === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => pick(item)}
            onMouseMove={() => setChosen(index)}
            className={classes('flex cursor-pointer gap-3 rounded-field px-3', index === at && 'bg-accent-soft', rowClass)}
          >
            {children(item)}
          </div>
        ))}
      </div>
    </>
  )
}
