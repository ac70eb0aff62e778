import { MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import type { Review, ReviewField } from '../../../api/reviews'
import { IconButton } from '../../../ui/Button'
import { FieldRow, sayValue } from '../figures/FieldRow'
import { CommentForm, Thread } from './Thread'

interface FieldsProps {
  review: Review
  /** Fields chosen to be changed; null while nobody is asking for changes. */
  chosen: ReadonlySet<string> | null
  onChoose: (name: string, on: boolean) => void
}

/** Each figure with its past, what changed in it since it came under review, and what was said about it. */
export function Fields({ review, chosen, onChoose }: FieldsProps) {
  const [about, setAbout] = useState<string | null>(null)
  if (review.fields.length === 0)
    return <pre className="overflow-auto p-4 font-mono text-dense">{JSON.stringify(review.data, null, 2)}</pre>
  return (
    <ul>
      {review.fields.map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          mark={
            chosen && (
              <input
                type="checkbox"
                checked={chosen.has(field.name)}
                onChange={(event) => onChoose(field.name, event.target.checked)}
                aria-label={`Ask to change ${field.label}`}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
            )
          }
          act={
            review.state !== 'withdrawn' && (
              <IconButton
                icon={MessageSquarePlus}
                size="small"
                label={`Comment on ${field.label}`}
                onClick={() => setAbout(about === field.name ? null : field.name)}
              />
            )
          }
          notes={<Notes review={review} field={field} open={about === field.name} onClose={() => setAbout(null)} />}
        />
      ))}
    </ul>
  )
}

function Notes(props: { review: Review; field: ReviewField; open: boolean; onClose: () => void }) {
  const { review, field, open, onClose } = props
  const threads = review.comments.filter((one) => !one.replyTo && one.field === field.name)
  const change = review.revisions.findLast((one) => one.changed.includes(field.name))
  if (threads.length === 0 && !change && !open) return null
  return (
    <div className="flex flex-col gap-2 lg:col-span-2">
      {change && (
        <p className="text-dense text-attention">
          Changed while under review: was {sayValue(change.before?.[field.name])}, is {sayValue(field.value)}.
        </p>
      )}
      {threads.map((first) => (
        <Thread key={first.id} review={review} first={first} />
      ))}
      {open && <CommentForm review={review} field={field.name} onDone={onClose} />}
    </div>
  )
}
