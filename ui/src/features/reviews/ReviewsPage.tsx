import { useQueryClient } from '@tanstack/react-query'
import { Inbox, ListChecks, MousePointerClick } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useLiveQueries } from '../../api/live'
import { reviewQuery, useReviews } from '../../api/reviews'
import { paths } from '../../app/paths'
import { classes } from '../../lib/classes'
import { useDebounced } from '../../lib/useDebounced'
import { useFilters } from '../../lib/useFilters'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { SkeletonRows } from '../../ui/Skeleton'
import { BulkDialog } from './decide/BulkDialog'
import { HeldNotice } from './decide/HeldNotice'
import { InboxFilters } from './InboxFilters'
import { narrowings } from './narrowings'
import { isOpen, nextAfter, step } from './inbox'
import { useOutbox, waiting } from './offline/outbox'
import { OutboxNotice } from './offline/OutboxNotice'
import { ReviewList } from './ReviewList'
import { ReviewPane } from './ReviewPane'
import { useReviewKeys } from './useReviewKeys'

const typingPauseMs = 250
const filterNames = ['state', 'queue', 'search', 'sort', ...narrowings] as const

/** The inbox: the list at the left, the chosen record at the right; on a phone one after the other. */
export function ReviewsPage() {
  const { reviewId } = useParams()
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters(...filterNames)
  const search = useDebounced(filters.search, typingPauseMs)
  const list = useReviews({ ...filters, state: filters.state || 'open', search })
  useLiveQueries('reviews', ['reviews'])
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [bulk, setBulk] = useState(false)
  const [outcome, setOutcome] = useState('')

  const open = (id: string | null) =>
    void navigate({ pathname: id ? paths.review({ reviewId: id }) : paths.reviews(), search: window.location.search })
  const unsent = waiting(useOutbox((state) => state.kept))
  // What was decided without a connection is out of the way until the server has had its say.
  const items = list.items.filter((review) => !unsent.some((one) => one.id === review.id))
  const pick = (id: string, on: boolean) => setPicked(new Set(on ? [...picked, id] : [...picked].filter((one) => one !== id)))
  useReviewKeys((key) => {
    if (key === 'j' || key === 'k') open(step(items, reviewId, key === 'j' ? 1 : -1))
    if (key === 'x' && reviewId) pick(reviewId, !picked.has(reviewId))
  })
  const chosen = items.filter((review) => picked.has(review.id))
  // The next one is there before it is asked for.
  const next = reviewId ? nextAfter(items, reviewId) : (items[0]?.id ?? null)
  const client = useQueryClient()
  useEffect(() => {
    if (next) void client.prefetchQuery(reviewQuery(next))
  }, [client, next])

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(300px,380px)_minmax(0,1fr)]">
      <title>Reviews · ConcertMaster</title>
      <section
        aria-label="Inbox"
        className={classes('flex min-h-0 flex-col border-r border-line bg-sheet', reviewId && 'max-md:hidden')}
      >
        <InboxFilters filters={filters} onChange={setFilters} titled={!reviewId} />
        {/* On a phone the list is all that is left to see after the last decision. */}
        {!reviewId && outcome && (
          <p role="status" className="shrink-0 border-b border-line px-4 py-2 text-done md:hidden">
            {outcome}
          </p>
        )}
        <div className="min-h-0 flex-1 overflow-auto max-md:pb-20">
          {list.isPending && <SkeletonRows />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && <NothingHere state={filters.state} search={filters.search} />}
          <ReviewList
            reviews={items}
            chosen={reviewId}
            picked={picked}
            onPick={pick}
          />
          {list.hasNextPage && (
            <div className="flex justify-center p-3">
              <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </div>
        <HeldNotice />
        <OutboxNotice />
        {chosen.length > 0 && (
          <div className="flex shrink-0 items-center gap-2 border-t border-line px-4 py-3">
            <span className="flex-1 font-medium">{chosen.length} picked</span>
            {chosen.length < items.filter(isOpen).length && (
              <Button kind="quiet" onClick={() => setPicked(new Set(items.filter(isOpen).map((review) => review.id)))}>
                All {items.filter(isOpen).length}
              </Button>
            )}
            <Button kind="quiet" onClick={() => setPicked(new Set())}>
              Clear
            </Button>
            <Button kind="primary" icon={ListChecks} onClick={() => setBulk(true)}>
              Decide together
            </Button>
          </div>
        )}
      </section>
      <section aria-label="Record" className={classes('flex min-h-0 flex-col', !reviewId && 'max-md:hidden')}>
        <p
          role="status"
          className={classes(
            'shrink-0 border-b border-line bg-sheet px-6 py-2 text-done max-md:px-4',
            !outcome && 'hidden',
          )}
        >
          {outcome}
        </p>
        {reviewId ? (
          <Suspense key={reviewId} fallback={<SkeletonRows />}>
            <ReviewPane
              id={reviewId}
              onDecided={(done) => {
                setOutcome(done)
                open(nextAfter(items, reviewId))
              }}
            />
          </Suspense>
        ) : items.length === 0 ? null : (
          <EmptyState icon={MousePointerClick} title="Choose a review">
            Or press <kbd className="font-mono">j</kbd> to open the first. <kbd className="font-mono">j</kbd> and{' '}
            <kbd className="font-mono">k</kbd> move through the list, <kbd className="font-mono">a</kbd> approves,{' '}
            <kbd className="font-mono">c</kbd> requests changes, <kbd className="font-mono">r</kbd> rejects,{' '}
            <kbd className="font-mono">x</kbd> picks for a decision together.
          </EmptyState>
        )}
      </section>
      <BulkDialog open={bulk} onOpenChange={setBulk} reviews={chosen} onDecided={(left) => setPicked(new Set(left))} />
    </div>
  )
}

function NothingHere({ state, search }: { state: string; search: string }) {
  if (search)
    return (
      <EmptyState icon={Inbox} title="No review fits">
        Nothing has “{search}” in its title. Try fewer letters, or another tab.
      </EmptyState>
    )
  if (state === 'done' || state === 'doneByMe')
    return (
      <EmptyState icon={Inbox} title="Nothing decided yet">
        Reviews that you and others have decided are kept here, with their reasons.
      </EmptyState>
    )
  return (
    <EmptyState icon={Inbox} title="Nothing waits for a decision">
      A review lands here when a workflow meets a Review step: an answer far from its own history, a figure over a
      limit.
    </EmptyState>
  )
}
