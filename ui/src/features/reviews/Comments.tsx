import { useState } from 'react'
import { type Review, useReviewAct } from '../../api/reviews'
import { Button } from '../../ui/Button'
import { Field, Textarea } from '../../ui/Field'
import { RelativeTime } from '../../ui/RelativeTime'
import { toastFailed } from '../../ui/Toast'

/** What people said about the record without deciding it. */
export function Comments({ review }: { review: Review }) {
  const [text, setText] = useState('')
  const act = useReviewAct()
  const labelOf = (name: string) => review.fields.find((field) => field.name === name)?.label ?? name
  const add = () =>
    act.mutate({ id: review.id, act: 'comments', text }, { onSuccess: () => setText(''), onError: toastFailed })
  return (
    <section aria-label="Comments" className="mt-6">
      <h2 className="font-semibold">Comments</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {review.comments.map((comment) => (
          <li key={comment.id} className="rounded-card border border-line bg-sheet px-4 py-3">
            <p className="text-dense text-ink-2">
              <span className="font-medium text-ink">{comment.by.name}</span> <RelativeTime at={comment.at} />
              {comment.field && <> about {labelOf(comment.field)}</>}
            </p>
            <p className="mt-1 whitespace-pre-line wrap-anywhere">{comment.text}</p>
          </li>
        ))}
      </ul>
      <form
        className="mt-3"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <Field label="Add a comment">
          <Textarea rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Button type="submit" size="small" className="mt-2" busy={act.isPending} disabled={text.trim() === ''}>
          Comment
        </Button>
      </form>
    </section>
  )
}
