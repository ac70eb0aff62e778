import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { problemOf } from '../../api/problem'
import { reviewQuery, type Signature, useReviewAct } from '../../api/reviews'
import { useCrumb } from '../../app/shell/crumb'
import { toastFailed } from '../../ui/Toast'
import { DecisionBar } from './decide/DecisionBar'
import { type HandOn, HandOnDialog } from './decide/HandOnDialog'
import { SignDialog } from './decide/SignDialog'
import { actOf, type VerdictChoice, verdicts } from './decide/verdicts'
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

  const send = (choice: VerdictChoice, signature?: Signature) =>
    act.mutate(
      { id, ...actOf(choice, reason, [...fields], terms), ...(signature ? { signature } : {}) },
      {
        onSuccess: () => onDecided(`${choice.done}: ${review.title}`),
        ...(signature ? {} : { onError: toastFailed }),
      },
    )
  const decide = (choice: VerdictChoice) => {
    if (!review.canDecide || act.isPending) return
    if (choice.needsReason && reason.trim() === '') {
      setAsked(choice)
      reasonBox.current?.focus()
      return
    }
    if (review.seat?.signature && choice.act !== 'request-changes') {
      act.reset()
      setSigning(choice)
    } else send(choice)
  }
  const abstain = () =>
    act.mutate(
      { id, act: 'abstain', ...terms, ...(reason.trim() ? { comment: reason.trim() } : {}) },
      { onSuccess: () => onDecided(`Abstained: ${review.title}`), onError: toastFailed },
    )
  useReviewKeys((key) => {
    const choice = verdicts.find((one) => one.key === key)
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
        onAbstain={abstain}
        onHandOn={setHandOn}
      />
      {signing && (
        <SignDialog
          review={review}
          choice={signing}
          busy={act.isPending}
          error={act.isError ? problemOf(act.error).detail || problemOf(act.error).title : null}
          onSign={(signature) => send(signing, signature)}
          onClose={() => setSigning(null)}
        />
      )}
      {handOn && <HandOnDialog review={review} how={handOn} onClose={() => setHandOn(null)} />}
    </>
  )
}
