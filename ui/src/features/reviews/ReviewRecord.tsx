import { ArrowLeft, Hand, History, Undo2 } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import type { Review } from '../../api/reviews'
import { useReviewAct } from '../../api/reviews'
import { useMay, useSession } from '../../api/session'
import { paths } from '../../app/paths'
import { useNow } from '../../lib/useNow'
import { Button, ButtonLink } from '../../ui/Button'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { toastFailed } from '../../ui/Toast'
import { Comments } from './Comments'
import { FieldRow } from './figures/FieldRow'
import { dueOf, whyMine } from './inbox'
import { verdictWords } from './verdicts'

interface ReviewRecordProps {
  review: Review
  /** Fields chosen to be changed; null while nobody is asking for changes. */
  chosenFields: ReadonlySet<string> | null
  onChooseField: (name: string, on: boolean) => void
}

/** The record under review: why it is here, its figures with their past, and what was said about it. */
export function ReviewRecord({ review, chosenFields, onChooseField }: ReviewRecordProps) {
  return (
    <article aria-label={review.title} className="mx-auto w-full max-w-4xl px-6 py-5 max-md:px-4">
      <RecordHeader review={review} />
      {review.reason && (
        <section
          aria-label="Why it is here"
          className="mt-4 rounded-card border border-attention/40 bg-attention/6 px-4 py-3"
        >
          <h2 className="text-dense font-medium text-ink-2">Why it is here</h2>
          <p className="mt-0.5 font-medium wrap-anywhere">{review.reason}</p>
        </section>
      )}
      <section aria-label="Answers" className="mt-4 rounded-card border border-line bg-sheet">
        {review.fields.length > 0 ? (
          <ul>
            {review.fields.map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                mark={
                  chosenFields && (
                    <input
                      type="checkbox"
                      checked={chosenFields.has(field.name)}
                      onChange={(event) => onChooseField(field.name, event.target.checked)}
                      aria-label={`Ask to change ${field.label}`}
                      className="mt-0.5 size-4 shrink-0 accent-accent"
                    />
                  )
                }
              />
            ))}
          </ul>
        ) : (
          <pre className="overflow-auto p-4 font-mono text-dense">{JSON.stringify(review.data, null, 2)}</pre>
        )}
      </section>
      <Decisions review={review} />
      <Comments review={review} />
    </article>
  )
}

function RecordHeader({ review }: { review: Review }) {
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
          {undecided && review.claimedBy === null && (
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
        {undecided && <span>{whyMine(review, user)}</span>}
        {undecided && due && <span className={due.late ? 'font-medium text-failed' : ''}>{due.text}</span>}
        <span>
          Asked for <RelativeTime at={review.requestedAt} />
        </span>
        {review.requiredApprovals > 1 && (
          <span>
            {review.approvals} of {review.requiredApprovals} approvals
          </span>
        )}
        <Subject review={review} />
      </div>
    </header>
  )
}

function Subject({ review: { subject } }: { review: Review }) {
  if (subject.kind !== 'response') return <span className="wrap-anywhere">{subject.label}</span>
  return (
    <Link to={paths.response({ responseId: subject.id })} className="text-accent underline underline-offset-2">
      Response {subject.label}
    </Link>
  )
}

function Decisions({ review }: { review: Review }) {
  if (review.decisions.length === 0) return null
  return (
    <section aria-label="Decisions" className="mt-6">
      <h2 className="font-semibold">Decisions</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {review.decisions.map((decision, at) => (
          <li key={at} className="rounded-card border border-line bg-sheet px-4 py-3">
            <p>
              <span className="font-medium">{decision.by.name}</span> {verdictWords(decision.verdict)}{' '}
              <span className="text-ink-3">
                <RelativeTime at={decision.at} />
              </span>
            </p>
            {decision.comment && <p className="mt-1 whitespace-pre-line wrap-anywhere">{decision.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
