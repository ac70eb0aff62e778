import { ArrowLeft, Hand, History, Undo2 } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { type Review, useReviewAct } from '../../../api/reviews'
import { useMay, useSession } from '../../../api/session'
import { paths } from '../../../app/paths'
import { useNow } from '../../../lib/useNow'
import { Button, ButtonLink } from '../../../ui/Button'
import { StatusPill } from '../../../ui/Pill'
import { RelativeTime } from '../../../ui/RelativeTime'
import { toastFailed } from '../../../ui/Toast'
import { dueOf, whyMine } from '../inbox'

export function RecordHeader({ review }: { review: Review }) {
  const { user } = useSession()
  const may = useMay()
  const { search } = useLocation()
  const act = useReviewAct()
  const due = dueOf(review, useNow())
  const tell = (name: 'claim' | 'release') => act.mutate({ id: review.id, act: name }, { onError: toastFailed })
  const undecided = review.state === 'open' || review.state === 'claimed'
  return (
    <header>
      <Link
        to={{ pathname: paths.reviews(), search }}
        className="mb-3 inline-flex min-h-11 items-center gap-1.5 text-accent md:hidden"
      >
        <ArrowLeft size={16} aria-hidden /> All reviews
      </Link>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <h1 className="min-w-0 flex-1 basis-72 text-title font-semibold tracking-tight wrap-anywhere">
          {review.title}
        </h1>
        <div className="flex flex-wrap gap-2">
          {undecided && review.claimedBy === null && review.seat && (
            <Button icon={Hand} busy={act.isPending} onClick={() => tell('claim')}>
              Claim
            </Button>
          )}
          {undecided && review.claimedBy?.id === user.id && (
            <Button icon={Undo2} busy={act.isPending} onClick={() => tell('release')}>
              Release
            </Button>
          )}
          {may('audit.view') && (
            <ButtonLink kind="quiet" icon={History} to={paths.auditStream({ streamId: review.id })}>
              History
            </ButtonLink>
          )}
        </div>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-dense text-ink-2">
        <StatusPill status={review.state} />
        {undecided && <span>{whyMine({ ...review, waiting: waitingOf(review) }, user)}</span>}
        {review.claimedUntil && review.claimedBy?.id === user.id && (
          <span>
            your claim ends <RelativeTime at={review.claimedUntil} />
          </span>
        )}
        {review.seat?.onBehalfOf && <span className="font-medium text-ink">You decide for {review.seat.onBehalfOf.name}</span>}
        {undecided && due && <span className={due.late ? 'font-medium text-failed' : ''}>{due.text}</span>}
        <span>
          Asked for <RelativeTime at={review.requestedAt} />
        </span>
        {review.stages.length === 1 && review.requiredApprovals > 1 && (
          <span>
            {review.approvals} of {review.requiredApprovals} approvals
          </span>
        )}
        <Subject review={review} />
      </div>
    </header>
  )
}

/** As the lines of the list say it: the stages that wait, and to whom they are open. */
const waitingOf = (review: Review) =>
  review.stages
    .filter((stage) => stage.state === 'open')
    .map((stage) => ({
      id: stage.id,
      name: stage.name,
      openTo: stage.assignedTo.length
        ? stage.assignedTo.map((one) => `person:${one.id}`)
        : stage.seats.map((seat) => `${seat.kind}:${seat.id.toLowerCase()}`),
    }))

function Subject({ review: { subject, title } }: { review: Review }) {
  if (subject.kind !== 'response')
    return subject.label === title ? null : <span className="wrap-anywhere">{subject.label}</span>
  return (
    <Link to={paths.response({ responseId: subject.id })} className="text-accent underline underline-offset-2">
      Response {subject.label}
    </Link>
  )
}
