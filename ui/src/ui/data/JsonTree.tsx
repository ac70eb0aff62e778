import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classes } from '../../lib/classes'
import { dragOf, pathOf } from './paths'

const shownMax = 100
const longTextMax = 400

interface JsonTreeProps {
  value: unknown
  name?: string
  depth?: number
  openTo?: number
  /** How expressions name the value; its fields can then be dragged into them. */
  from?: string | undefined
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null

const sizeOf = (value: object) => {
  const size = Object.keys(value).length
  return Array.isArray(value) ? `${size} ${size === 1 ? 'item' : 'items'}` : `${size} ${size === 1 ? 'field' : 'fields'}`
}

/** JSON that folds. Long lists show their first hundred, and how many more there are. */
export function JsonTree({ value, name, depth = 0, openTo = 2, from }: JsonTreeProps) {
  const [open, setOpen] = useState(depth < openTo)
  if (!isBranch(value)) return <Leaf name={name} value={value} from={from} />
  const entries = Object.entries(value)
  return (
    <div className="font-mono text-xs">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        {...dragOf(from)}
        className="flex min-h-6 items-center gap-1 rounded text-left hover:bg-sunken"
      >
        <ChevronRight size={13} aria-hidden className={classes('shrink-0 text-ink-3 transition-transform', open && 'rotate-90')} />
        {name !== undefined && <span className="text-ink-2">{name}</span>}
        <span className="text-ink-3">{sizeOf(value)}</span>
      </button>
      {open && (
        <div className="ml-1.5 border-l border-line pl-3">
          {entries.slice(0, shownMax).map(([key, inner]) => (
            <JsonTree
              key={key}
              name={key}
              value={inner}
              depth={depth + 1}
              openTo={openTo}
              from={from === undefined ? undefined : pathOf(from, key, Array.isArray(value))}
            />
          ))}
          {entries.length > shownMax && <p className="py-1 text-ink-3">and {entries.length - shownMax} more</p>}
        </div>
      )}
    </div>
  )
}

function Leaf({ name, value, from }: { name: string | undefined; value: unknown; from: string | undefined }) {
  const text = typeof value === 'string' ? value : String(value)
  const colour = typeof value === 'string' ? 'text-done' : typeof value === 'number' ? 'text-attention' : 'text-accent'
  return (
    <div className="flex min-h-6 items-start gap-2 py-0.5 pl-4.5 font-mono text-xs">
      {name !== undefined && (
        <span {...dragOf(from)} className={classes('shrink-0 rounded text-ink-2', from && 'cursor-grab hover:bg-accent-soft')}>
          {name}
        </span>
      )}
      <span className={classes('wrap-anywhere whitespace-pre-wrap', colour)}>
        {text.length > longTextMax ? `${text.slice(0, longTextMax)}…` : text === '' ? '""' : text}
      </span>
    </div>
  )
}
