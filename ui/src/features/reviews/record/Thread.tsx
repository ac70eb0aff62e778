import { MessageSquare, OctagonPause } from 'lucide-react'
import { useState } from 'react'
import { type CommentFile, type Review, type ReviewComment, useReviewAct } from '../../../api/reviews'
import { Button } from '../../../ui/Button'
import { Checkbox, Field, Textarea } from '../../../ui/Field'
import { RelativeTime } from '../../../ui/RelativeTime'
import { toastFailed } from '../../../ui/Toast'
import { mentionedIn, usePeople } from '../../people/people'
import { AttachFiles, FileLinks } from './Files'

/** One comment with its answers. A query stays marked until somebody resolves it. */
export function Thread({ review, first }: { review: Review; first: ReviewComment }) {
  const [answering, setAnswering] = useState(false)
  const act = useReviewAct()
  const answers = review.comments.filter((one) => one.replyTo === first.id)
  const blocks = first.isQuery && !first.resolvedBy
  const settle = (act_: 'resolve' | 'reopen') =>
    act.mutate({ id: review.id, act: `comments/${first.id}/${act_}` }, { onError: toastFailed })
  return (
    <div
      className={
        blocks
          ? 'rounded-card border border-attention/50 bg-attention/6 px-4 py-3'
          : 'rounded-card border border-line bg-sheet px-4 py-3'
      }
    >
      {blocks && (
        <p className="mb-1 flex items-center gap-1 text-dense font-medium text-attention">
          <OctagonPause size={14} aria-hidden /> Query: blocks the decision until it is resolved
        </p>
      )}
      {[first, ...answers].map((one) => (
        <div key={one.id} className={one === first ? '' : 'mt-2 border-l-2 border-line pl-3'}>
          <p className="text-dense text-ink-2">
            <span className="font-medium text-ink">{one.by.name}</span> <RelativeTime at={one.at} />
          </p>
          <p className="mt-0.5 whitespace-pre-line wrap-anywhere">{one.text}</p>
          <FileLinks reviewId={review.id} files={one.files} />
        </div>
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-2 text-dense">
        {first.resolvedBy ? (
          <>
            <span className="text-done">Resolved by {first.resolvedBy.name}</span>
            <Button kind="quiet" size="small" onClick={() => settle('reopen')}>
              Open again
            </Button>
          </>
        ) : (
          <>
            <Button kind="quiet" size="small" onClick={() => setAnswering(!answering)}>
              Answer
            </Button>
            <Button kind="quiet" size="small" onClick={() => settle('resolve')}>
              Resolve
            </Button>
          </>
        )}
      </div>
      {answering && <CommentForm review={review} replyTo={first.id} onDone={() => setAnswering(false)} />}
    </div>
  )
}

interface CommentFormProps {
  review: Review
  field?: string
  replyTo?: string
  onDone?: () => void
}

export function CommentForm({ review, field, replyTo, onDone }: CommentFormProps) {
  const [text, setText] = useState('')
  const [query, setQuery] = useState(false)
  const [files, setFiles] = useState<readonly CommentFile[]>([])
  const people = usePeople().data ?? []
  const act = useReviewAct()
  const add = () =>
    act.mutate(
      {
        id: review.id,
        act: 'comments',
        text,
        mentions: mentionedIn(text, people).map((one) => one.id),
        ...(field ? { field } : {}),
        ...(replyTo ? { replyTo } : {}),
        ...(query ? { query } : {}),
        ...(files.length > 0 ? { files: files.map((one) => one.id) } : {}),
      },
      {
        onError: toastFailed,
        onSuccess: () => {
          setText('')
          setQuery(false)
          setFiles([])
          onDone?.()
        },
      },
    )
  const mayQuery = !replyTo && (review.state === 'open' || review.state === 'claimed')
  return (
    <form
      className="mt-2"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Field label={replyTo ? 'Answer' : field ? 'About this field' : 'Add a comment'} help="Write @ and a name to tell somebody.">
        <Textarea rows={2} value={text} autoFocus={Boolean(field ?? replyTo)} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button type="submit" size="small" icon={MessageSquare} busy={act.isPending} disabled={text.trim() === '' && files.length === 0}>
          {query ? 'Raise the query' : 'Comment'}
        </Button>
        <AttachFiles reviewId={review.id} files={files} onChange={setFiles} />
        {mayQuery && <Checkbox label="Query: nothing is decided before it is resolved" checked={query} onToggle={setQuery} />}
      </div>
    </form>
  )
}
