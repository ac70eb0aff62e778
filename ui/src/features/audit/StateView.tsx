import { Minus, Pencil, Plus } from 'lucide-react'
import { classes } from '../../lib/classes'
import { wordsOf } from '../../lib/text'
import { differenceLines, type StateLine } from './difference'

const looks = {
  added: { icon: Plus, word: 'added', look: 'bg-done/10 text-ink border-done' },
  changed: { icon: Pencil, word: 'changed', look: 'bg-attention/10 text-ink border-attention' },
  removed: { icon: Minus, word: 'removed', look: 'bg-failed/8 text-ink-2 border-failed' },
  same: { icon: null, word: '', look: 'border-transparent' },
} as const

interface StateViewProps {
  state: unknown
  previous: unknown
  onlyChanges: boolean
}

/** A state with what the last event did to it marked, by colour, sign and word. */
export function StateView({ state, previous, onlyChanges }: StateViewProps) {
  const lines = differenceLines(state ?? {}, previous ?? undefined)
  const shown = onlyChanges ? lines.filter((line) => line.mark !== 'same') : lines
  if (shown.length === 0)
    return (
      <p className="p-4 text-ink-2">{onlyChanges ? 'This event changed nothing that is shown.' : 'Nothing yet.'}</p>
    )
  return (
    <ul aria-label="State" className="py-2 text-dense">
      {shown.map((line) => (
        <Line key={line.path + line.mark} line={line} flat={onlyChanges} />
      ))}
    </ul>
  )
}

function Line({ line, flat }: { line: StateLine; flat: boolean }) {
  const { icon: Icon, word, look } = looks[line.mark]
  return (
    <li
      className={classes('flex items-start gap-2 border-l-4 py-0.5 pr-4', look)}
      style={{ paddingInlineStart: `${12 + (flat ? 0 : (line.depth - 1) * 18)}px` }}
    >
      <span className="mt-0.5 size-3.5 shrink-0">
        {Icon && <Icon size={14} aria-hidden />}
        <span className="sr-only">{word}</span>
      </span>
      <span className="min-w-0 wrap-anywhere">
        <span className="text-ink-2" title={line.name === 'state' ? undefined : line.path}>
          {flat ? [...line.path.slice(1).split('/').slice(0, -1), line.name].map(wordsOf).join(' › ') : wordsOf(line.name)}
        </span>
        {line.text !== null && (
          <>
            <span className="text-ink-2">: </span>
            {line.before !== null && <del className="mr-1.5 text-ink-2">{line.before}</del>}
            <span className={classes('font-medium', line.mark === 'removed' && 'line-through')}>{line.text}</span>
          </>
        )}
      </span>
    </li>
  )
}
