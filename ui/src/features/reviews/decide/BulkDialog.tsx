import { useState } from 'react'
import { type BulkOutcome, type ReviewRow, useBulkDecision, useBulkPreview } from '../../../api/reviews'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Select, Textarea } from '../../../ui/Field'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { hold } from './held'
import { verdicts } from './verdicts'

interface BulkDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  reviews: readonly ReviewRow[]
  /** Told which reviews were refused and stay picked. */
  onDecided: (left: string[]) => void
}

/** One decision for several reviews: first what it will touch, then the decision, then what was refused and why. */
export function BulkDialog({ open, onOpenChange, reviews, onDecided }: BulkDialogProps) {
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]['verdict']>('approved')
  const [comment, setComment] = useState('')
  const [refused, setRefused] = useState<BulkOutcome[]>([])
  const decision = useBulkDecision()
  const choice = verdicts.find((one) => one.verdict === verdict) ?? verdicts[0]
  const lacksReason = choice.needsReason && comment.trim() === ''
  const preview = useBulkPreview(reviews.map((review) => review.id), verdict, open).data
  const barred = preview?.items.filter((item) => !item.decided) ?? []
  const able = reviews.filter((review) => !barred.some((item) => item.id === review.id))
  const decide = () => {
    const body = {
      ids: able.map((review) => review.id),
      verdict,
      ...(comment.trim() ? { comment: comment.trim() } : {}),
    }
    hold(able.length, choice.label, () =>
      decision.mutate(body, {
        onError: toastFailed,
        onSuccess: ({ items }) => {
          const left = items.filter((item) => !item.decided)
          setRefused(left)
          onDecided(left.map((item) => item.id))
          if (items.length > left.length) toastDone(`${choice.done}: ${count(items.length - left.length, 'review')}`)
          // What a rule forbade is shown with its reason.
          if (left.length > 0) onOpenChange(true)
        },
      }),
    )
    onOpenChange(false)
  }
  const refusalOf = (id: string) => [...refused, ...barred].find((one) => one.id === id)?.message
  return (
    <Dialog
      open={open}
      onOpenChange={(on) => {
        setRefused([])
        onOpenChange(on)
      }}
      title={`Decide ${count(reviews.length, 'review')} together`}
      description="Each gets its own entry in the history. What a rule forbids is left as it is. You can undo for a few seconds."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            kind="primary"
            busy={decision.isPending}
            disabled={lacksReason || able.length === 0 || preview?.alike === false}
            onClick={decide}
          >
            {choice.label}: {count(able.length, 'review')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Decision">
          <Select
            value={verdict}
            onPick={(value) => setVerdict(value as typeof verdict)}
            options={verdicts.map((one) => ({ value: one.verdict, label: one.label }))}
          />
        </Field>
        <Field label="Reason" required={choice.needsReason} help="The same for all; each sender reads it.">
          <Textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        {preview?.alike === false && (
          <p role="alert" className="rounded-card border border-attention/40 bg-attention/6 px-3 py-2">
            These are of different queues or stages. Pick those of one, so that one reason fits all.
          </p>
        )}
        {barred.length > 0 && preview?.alike && (
          <p className="text-attention">
            {count(barred.length, 'review')} cannot be decided like this and will be left as {barred.length === 1 ? 'it is' : 'they are'}.
          </p>
        )}
        <ul aria-label="Reviews to decide" className="divide-y divide-line rounded-card border border-line">
          {reviews.map((review) => (
            <li key={review.id} className="px-3 py-2">
              <p className="font-medium wrap-anywhere">{review.title}</p>
              {refusalOf(review.id) ? (
                <p className="text-dense text-failed">Not decided: {refusalOf(review.id)}</p>
              ) : (
                review.reason && <p className="text-dense text-ink-2 wrap-anywhere">{review.reason}</p>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
