import { Link } from 'react-router'
import { useLiveQueries } from '../../../api/live'
import { type ReviewRow, useReviews } from '../../../api/reviews'
import { paths } from '../../../app/paths'
import { dateTimeText } from '../../../lib/time'
import { Button } from '../../../ui/Button'
import { Card } from '../../../ui/PageHeader'
import { StatusPill } from '../../../ui/Pill'

/** Who has looked at the answers, or is to: each review with where it stands, newest first. */
export function ReviewsOfResponse({ id }: { id: string }) {
  useLiveQueries('reviews', ['reviews', 'list'])
  const list = useReviews({ state: 'all', subject: `response:${id}`, sort: 'newest' })
  if (list.items.length === 0) return null
  return (
    <Card title="Reviews">
      <ol className="divide-y divide-line">
        {list.items.map((review) => (
          <li key={review.id} className="grid gap-1 px-4 py-3">
            <p className="flex flex-wrap items-center gap-2">
              <Link
                to={paths.review({ reviewId: review.id })}
                className="font-medium text-accent underline underline-offset-2 wrap-anywhere"
              >
                {review.title}
              </Link>
              <StatusPill status={review.state} />
            </p>
            <p className="text-dense text-ink-3">{whenOf(review)}</p>
            {review.reason && <p className="text-dense text-ink-2 wrap-anywhere">Asked for because {review.reason}</p>}
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <p className="border-t border-line p-3 text-center">
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </Card>
  )
}

const whenOf = ({ queue, requestedAt, decidedAt, dueAt }: ReviewRow) =>
  [
    queue,
    decidedAt ? `decided ${dateTimeText(decidedAt)}` : dueAt ? `due ${dateTimeText(dueAt)}` : `asked ${dateTimeText(requestedAt)}`,
  ].join(' · ')
