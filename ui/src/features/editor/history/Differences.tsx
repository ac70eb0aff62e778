import { CircleMinus, CirclePlus, type LucideIcon, Move, Pencil } from 'lucide-react'
import { nodeDifferences, type NodeDifference, otherDifferences } from '../../../graph/model/difference'
import type { Graph } from '../../../graph/model/graph'
import { sentenceOf } from '../../../lib/text'

const kinds: Record<NodeDifference['kind'], { icon: LucideIcon; word: string; look: string }> = {
  added: { icon: CirclePlus, word: 'added', look: 'text-done' },
  removed: { icon: CircleMinus, word: 'removed', look: 'text-failed' },
  changed: { icon: Pencil, word: 'changed', look: 'text-attention' },
  moved: { icon: Move, word: 'moved', look: 'text-ink-3' },
}

const textMax = 160
const shown = (value: unknown) => {
  if (value === undefined || value === null || value === '') return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > textMax ? `${text.slice(0, textMax)}…` : text
}

/** What became different between a moment and now, step by step, old and new side by side. */
export function Differences({ before, now }: { before: Graph; now: Graph }) {
  const differences = [...nodeDifferences(before, now), ...otherDifferences(before, now)]
  return (
    <section tabIndex={0} aria-label="What changed since then" className="max-h-72 overflow-auto border-b border-line px-4 py-2">
      <h3 className="py-1 text-xs font-medium text-ink-3">What changed since then</h3>
      {differences.length === 0 && <p className="text-dense text-ink-2">Nothing.</p>}
      <ul className="flex flex-col gap-1.5">
        {differences.map((difference) => {
          const { icon: Icon, word, look } = kinds[difference.kind]
          return (
            <li key={`${difference.name} ${difference.id}`} className="text-dense">
              <p className="flex items-center gap-1.5">
                <Icon size={14} aria-hidden className={`shrink-0 ${look}`} />
                <span className="min-w-0 font-medium wrap-anywhere">{difference.name}</span> {difference.moved ? `${word}, moved` : word}
              </p>
              {difference.fields.map((field) => (
                <dl key={field.path} className="ml-5 grid grid-cols-2 gap-x-2 border-l border-line pl-2 text-xs">
                  <dt className="col-span-2 text-ink-3">{sentenceOf(field.path)}</dt>
                  <dd className="font-mono wrap-anywhere text-failed line-through decoration-1">{shown(field.before)}</dd>
                  <dd className="font-mono wrap-anywhere text-done">{shown(field.after)}</dd>
                </dl>
              ))}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
