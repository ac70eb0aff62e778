import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { problemOf } from '../../api/problem'
import { type ReviewAct, reviewQuery, type Signature, useReviewAct } from '../../api/reviews'
import { useCrumb } from '../../app/shell/crumb'
import { toastFailed } from '../../ui/Toast'
import { DecisionBar } from './decide/DecisionBar'
import { type HandOn, HandOnDialog } from './decide/HandOnDialog'
import { SignDialog } from './decide/SignDialog'
import { actOf, type VerdictChoice, verdicts } from './decide/verdicts'
import { isOffline, put } from './offline/outbox'
import { ReviewRecord } from './record/ReviewRecord'
import { useReviewKeys } from './useReviewKeys'

interface ReviewPaneProps {
  id: string
  /** Opens what comes after this one. */
  onDecided: (outcome: string) => void
}

/** One review with everything needed to decide it. Keyed by its id, so that a reason never moves to another record. */
export function ReviewPane({ id, onDecided }: ReviewPaneProps) {
  const review = useSuspenseQuery(reviewQuery(id)).data
  useCrumb(review.title)
  const act = useReviewAct()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState<VerdictChoice | null>(null)
  const [signing, setSigning] = useState<VerdictChoice | null>(null)
  const [handOn, setHandOn] = useState<HandOn | null>(null)
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set())
  const [reasons, setReasons] = useState<ReadonlySet<string>>(new Set())
  const reasonBox = useRef<HTMLTextAreaElement>(null)
  // The decision is about what is shown here; the server refuses it when that is no longer so.
  const terms = {
    contentHash: review.contentHash,
    reasons: [...reasons],
    ...(review.seat ? { stage: review.seat.stage } : {}),
  }
  const comment = reason.trim() ? { comment: reason.trim() } : {}

  /** Without a connection it is kept in the browser, and checked by the server when there is one again. */
  const say = (body: ReviewAct, done: string) => {
    const keep = () => {
      put({ id, title: review.title, done, body })
      onDecided(`${done}, to be sent: ${review.title}`)
    }
    if (isOffline()) return keep()
    act.mutate(
      { id, ...body },
      {
        onSuccess: () => onDecided(`${done}: ${review.title}`),
        onError: (error) => (problemOf(error).status === 0 ? keep() : toastFailed(error)),
      },
    )
  }
  const decide = (choice: VerdictChoice) => {
    if (!review.canDecide || act.isPending) return
    if (choice.needsReason && reason.trim() === '') {
      setAsked(choice)
      reasonBox.current?.focus()
      return
    }
    // The server would refuse it; the row of reasons says which are to be picked.
    if (review.reasonRequiredFor.includes(choice.verdict) && reasons.size === 0) {
      setAsked(choice)
      return
    }
    if (review.seat?.signature && choice.act !== 'request-changes') {
      act.reset()
      setSigning(choice)
    } else say(actOf(choice, reason, [...fields], terms), choice.done)
  }
  const sign = (choice: VerdictChoice, signature: Signature) => {
    const said = actOf(choice, reason, [...fields], terms)
    if (said.act === 'approve' || said.act === 'reject')
      act.mutate({ id, ...said, signature }, { onSuccess: () => onDecided(`${choice.done}: ${review.title}`) })
  }
  const label = (chosen: string) => {
    if (review.canDecide && !act.isPending) say({ act: 'label', label: chosen, ...comment, ...terms }, `Labelled ${chosen}`)
  }
  const labels = review.seat?.labels ?? []
  useReviewKeys((key) => {
    const chosen = labels[Number(key) - 1]
    if (chosen) return label(chosen)
    const choice = labels.length === 0 ? verdicts.find((one) => one.key === key) : undefined
    if (choice) decide(choice)
  })

  const choose = (name: string, on: boolean) =>
    setFields((before) => new Set(on ? [...before, name] : [...before].filter((one) => one !== name)))
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto">
        <ReviewRecord
          review={review}
          chosenFields={asked?.act === 'request-changes' && review.canDecide ? fields : null}
          onChooseField={choose}
        />
      </div>
      <DecisionBar
        review={review}
        reason={reason}
        onReason={setReason}
        asked={asked}
        reasonBox={reasonBox}
        busy={act.isPending}
        onDecide={decide}
        reasons={reasons}
        onReasons={setReasons}
        onAbstain={() => say({ act: 'abstain', ...comment, ...terms }, 'Abstained')}
        onLabel={label}
        onHandOn={setHandOn}
      />
      {signing && (
        <SignDialog
          review={review}
          choice={signing}
          busy={act.isPending}
          error={act.isError ? problemOf(act.error).detail || problemOf(act.error).title : null}
          onSign={(signature) => sign(signing, signature)}
          onClose={() => setSigning(null)}
        />
      )}
      {handOn && <HandOnDialog review={review} how={handOn} onClose={() => setHandOn(null)} />}
    </>
  )
}
