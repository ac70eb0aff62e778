import { GitMerge } from 'lucide-react'
import type { Conflict } from '../../../graph/merge/merge'
import { sentenceOf } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { resolve, useDraft } from '../draft/store'

const textMax = 400
const shown = (value: unknown) => {
  if (value === undefined || value === null || value === '') return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1)
  return text.length > textMax ? `${text.slice(0, textMax)}…` : text
}

/** Where two people set the same thing at once: both versions, and the choice. Nothing that was typed is lost. */
export function Conflicts() {
  const conflicts = useDraft((state) => state.conflicts)
  if (conflicts.length === 0) return null
  return (
    <section
      aria-label="Conflicts"
      aria-live="polite"
      className="max-h-72 overflow-auto border-b border-attention/40 bg-attention/8 px-4 py-2"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <GitMerge size={16} aria-hidden /> Somebody changed the same thing at the same time
      </h2>
      <ul className="mt-1 flex flex-col gap-3">
        {conflicts.map((conflict) => (
          <One key={conflict.id} conflict={conflict} />
        ))}
      </ul>
    </section>
  )
}

function One({ conflict }: { conflict: Conflict }) {
  const sides = [
    { who: 'Yours', value: conflict.mine, keep: 'mine', act: 'Keep mine' },
    { who: 'Theirs, in the draft now', value: conflict.theirs, keep: 'theirs', act: 'Keep theirs' },
  ] as const
  return (
    <li>
      <p className="text-dense">
        <span className="font-medium">{conflict.about}</span>: {sentenceOf(conflict.field)}
      </p>
      <div className="mt-1 grid gap-2 md:grid-cols-2">
        {sides.map((side) => (
          <div key={side.keep} className="flex items-start gap-2 rounded-field border border-line bg-sheet p-2">
            <div className="min-w-0 flex-1">
              <p className="text-xs text-ink-2">{side.who}</p>
              <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{shown(side.value)}</pre>
            </div>
            <Button size="small" onClick={() => resolve(conflict, side.keep)}>
              {side.act}
            </Button>
          </div>
        ))}
      </div>
    </li>
  )
}
