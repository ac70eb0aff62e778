import { Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classes } from '../../lib/classes'
import { inputLook } from '../Field'

interface SearchBoxProps {
  label: string
  placeholder?: string
  value: string
  onSearch: (text: string) => void
  className?: string
}

const restMs = 250

/** Searches when typing rests. The text of the box is its own until then, or until somebody else sets another. */
export function SearchBox({ label, placeholder = label, value, onSearch, className = 'w-64 max-sm:w-full' }: SearchBoxProps) {
  const [text, setText] = useState(value)
  // What is searched for comes back a moment after it was told, when the next letter may have been typed.
  const [seen, setSeen] = useState(value)
  const [told, setTold] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setText(value)
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Who has left the page in the meantime is not brought back to it.
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setTold(next)
      onSearch(next)
    }, restMs)
  }
  return (
    <span className={classes('relative flex', className)}>
      <Search size={16} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => change(event.target.value)}
        className={classes(inputLook, 'h-9 pl-8 pointer-coarse:h-11')}
      />
    </span>
  )
}

interface ChipsProps {
  label: string
  options: readonly { value: string; label: string }[]
  value: string
  onPick: (value: string) => void
}

/** One of several, or none: a chip pressed again lets go. */
export function Chips({ label, options, value, onPick }: ChipsProps) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map((option) => {
        const on = option.value === value
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={on}
            onClick={() => onPick(on ? '' : option.value)}
            className={classes(
              'flex h-7 items-center gap-1 rounded-full border px-2.5 text-dense font-medium pointer-coarse:h-11',
              on ? 'border-accent bg-accent-soft text-accent' : 'border-line-strong text-ink-2 hover:bg-sunken',
            )}
          >
            {option.label}
            {on && <X size={13} aria-hidden />}
          </button>
        )
      })}
    </div>
  )
}

export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3">{children}</div>
}
