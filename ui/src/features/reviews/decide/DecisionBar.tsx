import { Check, CircleSlash, Ellipsis, Forward, type LucideIcon, Undo2, UserRoundCog, X } from 'lucide-react'
import type { Ref } from 'react'
import { type Review, useReasons } from '../../../api/reviews'
import { useMay } from '../../../api/session'
import { Button, IconButton } from '../../../ui/Button'
import { Field, Textarea } from '../../../ui/Field'
import { classes } from '../../../lib/classes'
import { Menu, MenuItem } from '../../../ui/Menu'
import type { HandOn } from './HandOnDialog'
import { type VerdictChoice, verdicts } from './verdicts'

const icons: Record<VerdictChoice['act'], LucideIcon> = { approve: Check, 'request-changes': Undo2, reject: X }

interface DecisionBarProps {
  review: Review
  reason: string
  onReason: (reason: string) => void
  /** What was tried without the reason that it needs. Ctrl+Enter in the reason tries it again. */
  asked: VerdictChoice | null
  reasonBox: Ref<HTMLTextAreaElement>
  busy: boolean
  onDecide: (choice: VerdictChoice) => void
  reasons: ReadonlySet<string>
  onReasons: (reasons: ReadonlySet<string>) => void
  onAbstain: () => void
  onLabel: (label: string) => void
  onHandOn: (how: HandOn) => void
}

/** Fixed below the record: the reason, and the three ways to decide. */
export function DecisionBar(props: DecisionBarProps) {
  const { review, reason, onReason, asked, reasonBox, busy, onDecide } = props
  if (!review.canDecide)
    return (
      <footer className="flex shrink-0 items-center gap-3 border-t border-line bg-sheet px-6 py-3 text-ink-2 max-md:px-4">
        <p className="min-w-0 flex-1">{review.cannotDecideBecause ?? 'This review cannot be decided just now.'}</p>
        <More {...props} />
      </footer>
    )
  if (review.seat && review.seat.labels.length > 0) return <Labels {...props} labels={review.seat.labels} />
  const missing = asked !== null && reason.trim() === ''
  return (
    <footer aria-label="Decision" className="shrink-0 border-t border-line bg-sheet px-6 py-3 max-md:px-4">
      <Reasons {...props} />
      <form className="mx-auto flex max-w-4xl flex-wrap items-end gap-3" onSubmit={(event) => event.preventDefault()}>
        <Field
          label="Reason"
          className="min-w-0 flex-1 basis-72"
          error={
            missing
              ? `Say why, so that the sender knows what to do. Then press Ctrl+Enter, or ${asked?.label} again.`
              : null
          }
        >
          <Textarea
            ref={reasonBox}
            rows={1}
            value={reason}
            placeholder="Needed to reject or to request changes"
            onChange={(event) => onReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && asked) onDecide(asked)
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
            className="field-sizing-content max-h-40 min-h-9"
          />
        </Field>
        <div className="flex items-end gap-2 max-sm:w-full">
          <div className="flex min-w-0 grow gap-2 max-sm:flex-wrap max-sm:*:grow max-sm:*:px-2 max-sm:[&_svg]:hidden">
            {verdicts.map((choice) => (
              <Button
                key={choice.act}
                kind={choice.act === 'approve' ? 'primary' : choice.act === 'reject' ? 'danger' : 'plain'}
                icon={icons[choice.act]}
                disabled={busy}
                aria-keyshortcuts={choice.key}
                title={`${choice.label} (${choice.key})`}
                onClick={() => onDecide(choice)}
              >
                {choice.label}
              </Button>
            ))}
          </div>
          <More {...props} />
        </div>
      </form>
    </footer>
  )
}

/** A stage that is labelled: one key a label, and nothing to see of what the other reader chose. */
function Labels(props: DecisionBarProps & { labels: readonly string[] }) {
  const { review, labels, reason, onReason, busy, onLabel } = props
  return (
    <footer aria-label="Decision" className="shrink-0 border-t border-line bg-sheet px-6 py-3 max-md:px-4">
      <p className="mx-auto mb-2 max-w-4xl text-dense text-ink-2">
        {review.seat?.settles
          ? 'The readers disagree. What you choose settles it.'
          : 'You read this blind: nobody sees what you choose before everybody has chosen.'}
      </p>
      <div className="mx-auto flex max-w-4xl flex-wrap items-end gap-3">
        <Field label="Note" className="min-w-0 flex-1 basis-56">
          <Textarea rows={1} value={reason} onChange={(event) => onReason(event.target.value)} className="min-h-9" />
        </Field>
        <div className="flex items-end gap-2 max-sm:w-full">
          <div role="group" aria-label="Labels" className="flex min-w-0 grow flex-wrap gap-2 max-sm:*:grow">
            {labels.map((label, at) => (
              <Button
                key={label}
                disabled={busy}
                {...(at < 9 ? { 'aria-keyshortcuts': `${at + 1}`, title: `${label} (${at + 1})` } : {})}
                onClick={() => onLabel(label)}
              >
                {label}
              </Button>
            ))}
          </div>
          <More {...props} />
        </div>
      </div>
    </footer>
  )
}

/** Reasons of the catalogue, to be counted; the words beside them are free. */
function Reasons({ review, asked, reasons, onReasons, busy }: DecisionBarProps) {
  const catalogue = (useReasons().data?.items ?? []).filter(
    (one) => one.verdict === null || asked === null || one.verdict === asked.verdict,
  )
  if (catalogue.length === 0) return null
  const missing = asked !== null && review.reasonRequiredFor.includes(asked.verdict) && reasons.size === 0
  const toggle = (code: string) =>
    onReasons(new Set(reasons.has(code) ? [...reasons].filter((one) => one !== code) : [...reasons, code]))
  return (
    <div role="group" aria-label="Reasons" className="mx-auto mb-2 flex max-w-4xl flex-wrap gap-1">
      {missing && (
        <p role="alert" className="w-full text-dense text-failed">
          Pick a reason, then {asked?.label} again.
        </p>
      )}
      {catalogue.map((one) => (
        <button
          key={one.code}
          type="button"
          disabled={busy}
          aria-pressed={reasons.has(one.code)}
          onClick={() => toggle(one.code)}
          className={classes(
            'h-7 rounded-full border px-2.5 text-dense pointer-coarse:h-10',
            reasons.has(one.code) ? 'border-accent bg-accent-soft' : 'border-line-strong text-ink-2 hover:text-ink',
          )}
        >
          {one.label}
        </button>
      ))}
    </div>
  )
}

/** What else can be done with it: leave it to the others, or hand it on. */
function More({ review, onAbstain, onHandOn }: DecisionBarProps) {
  const may = useMay()
  const undecided = review.state === 'open' || review.state === 'claimed'
  if (!undecided || (!review.canDecide && !may('reviews.assign'))) return null
  return (
    <Menu side="top" trigger={<IconButton icon={Ellipsis} label="More ways" kind="plain" />}>
      {review.canDecide && (
        <MenuItem icon={CircleSlash} onSelect={onAbstain}>
          Abstain
        </MenuItem>
      )}
      {review.canDecide && (
        <MenuItem icon={Forward} onSelect={() => onHandOn('delegate')}>
          Delegate…
        </MenuItem>
      )}
      {may('reviews.assign') && (
        <MenuItem icon={UserRoundCog} onSelect={() => onHandOn('assign')}>
          Reassign…
        </MenuItem>
      )}
    </Menu>
  )
}
