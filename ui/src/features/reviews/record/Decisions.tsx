import { PenLine } from 'lucide-react'
import type { Review } from '../../../api/reviews'
import { classes } from '../../../lib/classes'
import { exactText } from '../../../lib/time'
import { RelativeTime } from '../../../ui/RelativeTime'
import { verdictWords } from '../decide/verdicts'

/** Who said what, for whom, signed how; and what counts no longer because the content changed. */
export function Decisions({ review }: { review: Review }) {
  if (review.decisions.length === 0) return null
  const nameOf = (stage: string) => (review.stages.length > 1 ? review.stages.find((one) => one.id === stage)?.name : null)
  return (
    <section aria-label="Decisions" className="mt-6">
      <h2 className="font-semibold">Decisions</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {review.decisions.map((decision, at) => (
          <li
            key={at}
            className={classes('rounded-card border border-line bg-sheet px-4 py-3', decision.lapsedAt && 'opacity-75')}
          >
            <p>
              <span className="font-medium">{decision.by.name}</span>
              {decision.onBehalfOf && <span className="text-ink-2"> for {decision.onBehalfOf.name}</span>}{' '}
              {decision.adjudicates ? 'settled it as' : verdictWords(decision.verdict)}
              {decision.label && <span className="font-medium"> {decision.label}</span>}
              {nameOf(decision.stage) && <span className="text-ink-2"> in {nameOf(decision.stage)}</span>}{' '}
              <span className="text-ink-3">
                <RelativeTime at={decision.at} />
              </span>
            </p>
            {decision.comment && <p className="mt-1 whitespace-pre-line wrap-anywhere">{decision.comment}</p>}
            {decision.signature && (
              <p className="mt-1 flex items-start gap-1.5 text-dense text-ink-2">
                <PenLine size={14} aria-hidden className="mt-0.5 shrink-0" />
                <span className="wrap-anywhere">
                  Signed by {decision.signature.name}, “{decision.signature.meaning}”, {exactText(decision.signature.at)},
                  bound to <span className="font-mono">{decision.signature.contentHash.slice(0, 12)}</span>
                </span>
              </p>
            )}
            {decision.lapsedAt && (
              <p className="mt-1 text-dense font-medium text-attention">
                Lapsed <RelativeTime at={decision.lapsedAt} />: what it covered has changed.
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
