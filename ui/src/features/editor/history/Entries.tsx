import { ChevronDown, Clock } from 'lucide-react'
import { useState } from 'react'
import type { HistoryItem } from '../../../api/workflows'
import { classes } from '../../../lib/classes'
import { count, nameOf } from '../../../lib/text'
import { RelativeTime } from '../../../ui/RelativeTime'
import type { HistoryGroup } from './historyGroups'
import type { Moment } from './moment'

interface GroupProps {
  group: HistoryGroup
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** What was done at once, or in a row: one line, that opens. */
export function Group({ group: { items, text }, moment, onShow }: GroupProps) {
  const [isOpen, setOpen] = useState(false)
  const line = (item: HistoryItem, said: string) => (
    <Entry
      chosen={moment?.kind === 'event' && moment.at === item.version}
      onClick={() => onShow({ kind: 'event', at: item.version })}
      text={said}
      who={nameOf(item.actor)}
      at={item.timestamp}
    />
  )
  return (
    <li>
      <div className="flex items-start gap-1">
        {line(items[0]!, text)}
        {items.length > 1 && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${count(items.length, 'change')}: ${text}`}
            onClick={() => setOpen(!isOpen)}
            className="mt-1 flex shrink-0 items-center rounded-field px-1 text-xs text-ink-2 hover:bg-sunken pointer-coarse:size-11"
          >
            {items.length} <ChevronDown size={13} aria-hidden className={isOpen ? 'rotate-180' : ''} />
          </button>
        )}
      </div>
      {isOpen && (
        <ul className="ml-4 border-l border-line pl-1">
          {items.map((item) => (
            <li key={item.version}>{line(item, item.summary)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface EntryProps {
  chosen: boolean
  onClick: () => void
  text: string
  who: string | null
  at: string
}

export function Entry({ chosen, onClick, text, who, at }: EntryProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onClick}
      className={classes('flex min-w-0 flex-1 gap-2 rounded-field px-2 py-1.5 text-left', chosen ? 'bg-accent-soft' : 'hover:bg-sunken')}
    >
      <Clock size={14} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="block text-dense first-letter:uppercase">{text}</span>
        <span className="block text-xs text-ink-2">
          {who ? `${who}, ` : ''}
          <RelativeTime at={at} />
        </span>
      </span>
    </button>
  )
}
