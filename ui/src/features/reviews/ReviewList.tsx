import { ChevronsUp, Clock, MessageCircleQuestion, Split, TrendingUp, TriangleAlert, UserRound } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import type { ReviewRow } from '../../api/reviews'
import { useSession } from '../../api/session'
import { paths } from '../../app/paths'
import { classes } from '../../lib/classes'
import { count } from '../../lib/text'
import { useNow } from '../../lib/useNow'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { dueOf, isOpen, spanOf, whyMine } from './inbox'

interface ReviewListProps {
  reviews: readonly ReviewRow[]
  chosen: string | undefined
  picked: ReadonlySet<string>
  onPick: (id: string, on: boolean) => void
}

export function ReviewList({ reviews, chosen, picked, onPick }: ReviewListProps) {
  return (
    <ul aria-label="Reviews" className="divide-y divide-line">
      {reviews.map((review) => (
        <ReviewItem
          key={review.id}
          review={review}
          chosen={review.id === chosen}
          picked={picked.has(review.id)}
          onPick={(on) => onPick(review.id, on)}
        />
      ))}
    </ul>
  )
}

interface ReviewItemProps {
  review: ReviewRow
  chosen: boolean
  picked: boolean
  onPick: (on: boolean) => void
}

function ReviewItem({ review, chosen, picked, onPick }: ReviewItemProps) {
  const { user } = useSession()
  const { search } = useLocation()
  const due = dueOf(review, useNow())
  const open = isOpen(review)
  return (
    <li
      ref={chosen ? keepInView : undefined}
      className={classes(
        'relative flex gap-3 border-l-4 py-3 pr-4 pl-3',
        chosen ? 'border-l-accent bg-accent-soft' : 'border-l-transparent hover:bg-sunken',
      )}
    >
      {open && (
        <input
          type="checkbox"
          checked={picked}
          onChange={(event) => onPick(event.target.checked)}
          aria-label={`Pick ${review.title}`}
          className="relative z-10 mt-0.5 size-4 shrink-0 accent-accent"
        />
      )}
      <div className="min-w-0 flex-1">
        <Link
          to={{ pathname: paths.review({ reviewId: review.id }), search }}
          aria-current={chosen ? 'true' : undefined}
          className="line-clamp-2 font-medium wrap-anywhere after:absolute after:inset-0"
        >
          {(review.priority === 'urgent' || review.priority === 'high') && (
            <span className="mr-1.5 inline-flex items-center gap-0.5 text-dense text-attention">
              <ChevronsUp size={14} aria-hidden /> {review.priority === 'urgent' ? 'Urgent' : 'High'}
            </span>
          )}
          {review.title}
        </Link>
        <p className="mt-1 flex items-center gap-1.5 text-dense text-ink-2">
          <UserRound size={14} aria-hidden className="shrink-0" />
          <span className="truncate">
            {open ? `${whyMine(review, user)}${review.stage && review.stage !== 'Review' ? ` · ${review.stage}` : ''}` : review.queue}
          </span>
        </p>
        {open && due && (
          <p
            className={classes(
              'mt-0.5 flex items-center gap-1.5 text-dense',
              due.late ? 'text-failed' : due.soon ? 'text-attention' : 'text-ink-2',
            )}
          >
            {due.late ? <TriangleAlert size={14} aria-hidden /> : <Clock size={14} aria-hidden />}
            {due.text}
          </p>
        )}
        {open && review.likelyLate && (
          <p className="mt-0.5 flex items-center gap-1.5 text-dense text-attention">
            <TrendingUp size={14} aria-hidden /> Likely late: this queue takes {spanOf(review.usualHours ?? 0)}
          </p>
        )}
        {open && review.disputed && (
          <p className="mt-0.5 flex items-center gap-1.5 text-dense text-attention">
            <Split size={14} aria-hidden /> Readers disagree
          </p>
        )}
        {open && review.openQueries > 0 && (
          <p className="mt-0.5 flex items-center gap-1.5 text-dense text-attention">
            <MessageCircleQuestion size={14} aria-hidden /> {count(review.openQueries, 'open query', 'open queries')}
          </p>
        )}
        {!open && (
          <p className="mt-1 flex items-center gap-2 text-dense text-ink-2">
            <StatusPill status={review.state} />
            {review.label && <span className="truncate font-medium text-ink">{review.label}</span>}
            <RelativeTime at={review.decidedAt ?? review.requestedAt} />
          </p>
        )}
      </div>
    </li>
  )
}

const keepInView = (item: HTMLElement | null) => item?.scrollIntoView({ block: 'nearest' })
