import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { get, post } from '../../api/http'
import { problemOf } from '../../api/problem'
import { reviewQuery, type Verdict } from '../../api/reviews'
import { paths } from '../../app/paths'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Textarea } from '../../ui/Field'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastDone } from '../../ui/Toast'
import { verdicts } from './decide/verdicts'
import { ReviewRecord } from './record/ReviewRecord'

interface MailLink {
  reviewId: string
  until: string
  used: boolean
}

/** Where a letter leads: it shows the record; only a button on this page decides, for the person it was sent to. */
export function MailLinkPage() {
  const { token = '' } = useParams()
  const link = useQuery({
    queryKey: ['review-link', token],
    queryFn: ({ signal }) => get<MailLink>(`/api/reviews/links/${token}`, signal),
    retry: false,
  })
  if (link.isPending) return <SkeletonRows />
  if (link.isError)
    return (
      <div className="p-6">
        <ErrorState error={link.error} onRetry={() => void link.refetch()} />
        <p className="mt-4 text-center">
          <Link to={paths.reviews()} className="text-accent underline underline-offset-2">
            To my reviews
          </Link>
        </p>
      </div>
    )
  return (
    <Suspense fallback={<SkeletonRows />}>
      <Linked token={token} link={link.data} />
    </Suspense>
  )
}

function Linked({ token, link }: { token: string; link: MailLink }) {
  const review = useQuery(reviewQuery(link.reviewId)).data
  const client = useQueryClient()
  const navigate = useNavigate()
  const [comment, setComment] = useState('')
  const decide = useMutation({
    mutationFn: (verdict: Verdict) =>
      post(`/api/reviews/links/${token}`, { verdict, contentHash: review?.contentHash, comment: comment.trim() || null }),
    onSuccess: async (_, verdict) => {
      await client.invalidateQueries({ queryKey: ['reviews'] })
      toastDone(`${verdicts.find((one) => one.verdict === verdict)?.done ?? 'Decided'}: ${review?.title ?? ''}`)
      await navigate(paths.review({ reviewId: link.reviewId }))
    },
  })
  if (!review) return <SkeletonRows />
  const open = review.canDecide && !link.used && !review.seat?.signature && !review.seat?.labels.length
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <title>{`${review.title} · ConcertMaster`}</title>
      <div className="min-h-0 flex-1 overflow-auto">
        <ReviewRecord review={review} chosenFields={null} onChooseField={() => undefined} />
      </div>
      <footer aria-label="Decision" className="shrink-0 border-t border-line bg-sheet px-6 py-3 max-md:px-4">
        {open ? (
          <div className="mx-auto flex max-w-4xl flex-wrap items-end gap-3">
            <Field
              label="Reason"
              className="min-w-0 flex-1 basis-72"
              error={decide.isError ? problemOf(decide.error).detail || problemOf(decide.error).title : null}
            >
              <Textarea rows={1} value={comment} onChange={(event) => setComment(event.target.value)} />
            </Field>
            <div className="flex gap-2">
              {verdicts.map((choice) => (
                <Button
                  key={choice.act}
                  kind={choice.act === 'approve' ? 'primary' : choice.act === 'reject' ? 'danger' : 'plain'}
                  disabled={decide.isPending || (choice.needsReason && comment.trim() === '')}
                  onClick={() => decide.mutate(choice.verdict)}
                >
                  {choice.label}
                </Button>
              ))}
            </div>
          </div>
        ) : (
          <p className="text-ink-2">
            {link.used
              ? 'This link was used for a decision already.'
              : (review.cannotDecideBecause ?? 'This is decided in the inbox.')}{' '}
            <Link to={paths.review({ reviewId: review.id })} className="text-accent underline underline-offset-2">
              Open it in the inbox
            </Link>
          </p>
        )}
      </footer>
    </div>
  )
}
