import type { Review } from '../../../api/reviews'
import { CommentForm, Thread } from './Thread'

/** What people said about the record as a whole; what they said about a field stands at the field. */
export function Comments({ review }: { review: Review }) {
  const fields = new Set(review.fields.map((field) => field.name))
  const threads = review.comments.filter((one) => !one.replyTo && !(one.field && fields.has(one.field)))
  return (
    <section aria-label="Comments" className="mt-6">
      <h2 className="font-semibold">Comments</h2>
      <div className="mt-2 flex flex-col gap-2">
        {threads.map((first) => (
          <Thread key={first.id} review={review} first={first} />
        ))}
      </div>
      {review.state !== 'withdrawn' && <CommentForm review={review} />}
    </section>
  )
}
