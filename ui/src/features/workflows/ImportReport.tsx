import { Check, SquareDashed, TriangleAlert } from 'lucide-react'
import type { Import, Outcome, ReportLine } from '../../graph/n8n/translate'

const outcomes = {
  translated: { text: 'translated', icon: Check, look: 'text-done' },
  approximated: { text: 'approximated', icon: TriangleAlert, look: 'text-attention' },
  placeholder: { text: 'placeholder', icon: SquareDashed, look: 'text-attention' },
} satisfies Record<Outcome, unknown>

const order: Outcome[] = ['placeholder', 'approximated', 'translated']

/** What wants a look first: what was not understood, what differs, what is to be done. */
const rank = ({ outcome, needs }: ReportLine) => order.indexOf(outcome) * 2 + (needs.length > 0 ? 0 : 1)

/** Node by node what became of it, why, and what is to be done; before that what was left out. */
export function ImportReport({ report, left }: Pick<Import, 'report' | 'left'>) {
  const lines = [...report].sort((a, b) => rank(a) - rank(b))
  return (
    <div className="flex flex-col gap-3">
      {left.length > 0 && (
        <ul aria-label="Left out" className="list-disc pl-5 text-dense text-attention">
          {left.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <ul
        tabIndex={0}
        aria-label="What became of each step"
        className="max-h-[40vh] overflow-auto rounded-field border border-line text-dense focus-visible:-outline-offset-2"
      >
        {lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </ul>
    </div>
  )
}

function Line({ line }: { line: ReportLine }) {
  const { text, icon: Icon, look } = outcomes[line.outcome]
  return (
    <li className="border-b border-line px-3 py-1.5 last:border-0">
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-medium" title={line.from}>
          {line.name}
        </span>
        <span className={`flex shrink-0 items-center gap-1 ${look}`}>
          <Icon size={13} aria-hidden /> {text}
        </span>
      </span>
      {line.outcome === 'placeholder' && <span className="block text-xs text-ink-3">{line.from}</span>}
      {line.needs.map((need) => (
        <span key={need} className="block text-xs text-ink-2 before:content-['To_do:_']">
          {need}
        </span>
      ))}
      {line.why.map((why) => (
        <span key={why} className="block text-xs text-ink-2 first-letter:uppercase">
          {why}
        </span>
      ))}
    </li>
  )
}
