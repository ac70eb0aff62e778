import { useState } from 'react'
import { usePeople } from '../../people/people'
import { type Review, useReviewAct } from '../../../api/reviews'
import { useSession } from '../../../api/session'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Select, Textarea } from '../../../ui/Field'
import { toastDone, toastFailed } from '../../../ui/Toast'

export type HandOn = 'delegate' | 'assign'

interface HandOnDialogProps {
  review: Review
  how: HandOn | null
  onClose: () => void
}

const words = {
  delegate: {
    title: 'Let somebody else decide for you',
    lead: 'They decide in your name, and the record says so. You can still decide yourself until they have.',
    act: 'Delegate',
  },
  assign: {
    title: 'Reassign this review',
    lead: 'Only the person you choose can decide then. Choosing nobody gives it back to everybody it was open to.',
    act: 'Reassign',
  },
}

export function HandOnDialog({ review, how, onClose }: HandOnDialogProps) {
  const me = useSession().user.id
  const people = (usePeople().data ?? []).filter((one) => one.mayDecide && (how === 'assign' || one.id !== me))
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const act = useReviewAct()
  const stage = review.seat?.stage ?? review.stages.find((one) => one.state === 'open')?.id
  const { title, lead, act: label } = words[how ?? 'assign']
  const send = () =>
    act.mutate(
      how === 'delegate'
        ? { id: review.id, act: 'delegate', to, reason, ...(stage ? { stage } : {}) }
        : { id: review.id, act: 'assign', to: to ? [to] : [], reason, ...(stage ? { stage } : {}) },
      {
        onError: toastFailed,
        onSuccess: () => {
          toastDone(to ? `Handed to ${people.find((one) => one.id === to)?.name ?? 'them'}.` : 'Given back to its pool.')
          setReason('')
          onClose()
        },
      },
    )
  return (
    <Dialog
      open={how !== null}
      onOpenChange={(on) => {
        if (!on) onClose()
      }}
      title={title}
      description={lead}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={act.isPending}
            disabled={reason.trim() === '' || (how === 'delegate' && to === '')}
            onClick={send}
          >
            {label}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="To">
          <Select
            value={to}
            onPick={setTo}
            options={[
              { value: '', label: how === 'assign' ? 'Everybody it is open to' : 'Choose a person' },
              ...people.map((one) => ({ value: one.id, label: one.absences.some(isNow) ? `${one.name} (away)` : one.name })),
            ]}
          />
        </Field>
        <Field label="Reason" required>
          <Textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  )
}

const isNow = ({ from, until }: { from: string; until: string }) =>
  new Date(from).getTime() <= Date.now() && Date.now() < new Date(until).getTime()
