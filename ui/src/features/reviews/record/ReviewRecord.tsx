import { MailQuestion } from 'lucide-react'
import { type Review, useReviewAct } from '../../../api/reviews'
import { useMay } from '../../../api/session'
import { Button } from '../../../ui/Button'
import { RelativeTime } from '../../../ui/RelativeTime'
import { toastFailed } from '../../../ui/Toast'
import { Comments } from './Comments'
import { Decisions } from './Decisions'
import { Fields } from './Fields'
import { RecordHeader } from './RecordHeader'
import { Stages } from './Stages'

interface ReviewRecordProps {
  review: Review
  /** Fields chosen to be changed; null while nobody is asking for changes. */
  chosenFields: ReadonlySet<string> | null
  onChooseField: (name: string, on: boolean) => void
}

/** The record under review: why it is here, its figures with their past, and what was said about it. */
export function ReviewRecord({ review, chosenFields, onChooseField }: ReviewRecordProps) {
  return (
    <article aria-label={review.title} className="mx-auto w-full max-w-4xl px-6 py-5 max-md:px-4">
      <RecordHeader review={review} />
      {review.awaited && <Awaited review={review} />}
      {review.reason && (
        <section
          aria-label="Why it is here"
          className="mt-4 rounded-card border border-attention/40 bg-attention/6 px-4 py-3"
        >
          <h2 className="text-dense font-medium text-ink-2">Why it is here</h2>
          <p className="mt-0.5 font-medium wrap-anywhere">{review.reason}</p>
        </section>
      )}
      <Stages review={review} />
      <section aria-label="Answers" className="mt-4 rounded-card border border-line bg-sheet">
        <Fields review={review} chosen={chosenFields} onChoose={onChooseField} />
      </section>
      <Decisions review={review} />
      <Comments review={review} />
    </article>
  )
}

/** The sender has the word: what was asked, and the way back. */
function Awaited({ review }: { review: Review }) {
  const act = useReviewAct()
  const may = useMay()
  const { awaited } = review
  if (!awaited) return null
  const labelOf = (name: string) => review.fields.find((field) => field.name === name)?.label ?? name
  return (
    <section aria-label="Waiting for the sender" className="mt-4 rounded-card border border-line bg-sunken px-4 py-3">
      <p className="flex items-center gap-2 font-medium">
        <MailQuestion size={16} aria-hidden className="shrink-0" /> The sender was asked for changes
      </p>
      <p className="mt-1 wrap-anywhere">“{awaited.comment}”</p>
      <p className="mt-1 text-dense text-ink-2">
        {awaited.by.name}, <RelativeTime at={awaited.at} />
        {awaited.fields.length > 0 && `, about ${awaited.fields.map(labelOf).join(', ')}`}. The review goes on when the
        answer is there.
      </p>
      {may('reviews.decide') && (
        <Button
          size="small"
          className="mt-2"
          busy={act.isPending}
          onClick={() => act.mutate({ id: review.id, act: 'recall-changes' }, { onError: toastFailed })}
        >
          Take the request back
        </Button>
      )}
    </section>
  )
}
