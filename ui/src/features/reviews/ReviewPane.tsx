import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { reviewQuery, useReviewAct } from '../../api/reviews'
import { useCrumb } from '../../app/shell/crumb'
import { toastFailed } from '../../ui/Toast'
import { DecisionBar } from './DecisionBar'
import { ReviewRecord } from './ReviewRecord'
import { useReviewKeys } from './useReviewKeys'
import { actOf, type VerdictChoice, verdicts } from './verdicts'

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
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set())
  const reasonBox = useRef<HTMLTextAreaElement>(null)

  const decide = (choice: VerdictChoice) => {
    if (!review.canDecide || act.isPending) return
    if (choice.needsReason && reason.trim() === '') {
      setAsked(choice)
      reasonBox.current?.focus()
      return
    }
    act.mutate(
      { id, ...actOf(choice, reason, [...fields]) },
      {
        onSuccess: () => onDecided(`${choice.done}: ${review.title}`),
        onError: toastFailed,
      },
    )
  }
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
      />
    </>
  )
}
