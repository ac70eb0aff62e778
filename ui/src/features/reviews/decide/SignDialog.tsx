import { useState } from 'react'
import type { Review, Signature } from '../../../api/reviews'
import { useSession } from '../../../api/session'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input } from '../../../ui/Field'
import type { VerdictChoice } from './verdicts'

interface SignDialogProps {
  review: Review
  /** What is signed; null while nothing is. */
  choice: VerdictChoice | null
  busy: boolean
  error: string | null
  onSign: (signature: Signature) => void
  onClose: () => void
}

/** Signing in once more at the moment of signing. What is signed is what is shown, by its hash. */
export function SignDialog({ review, choice, busy, error, onSign, onClose }: SignDialogProps) {
  const { user } = useSession()
  const [name, setName] = useState(user.name)
  const [password, setPassword] = useState('')
  const meaning = choice?.act === 'reject' ? 'rejected' : (review.seat?.signature ?? '')
  const ready = password !== '' && name.trim() !== ''
  const sign = () => {
    if (ready) onSign({ name: name.trim(), password, meaning })
  }
  return (
    <Dialog
      open={choice !== null}
      onOpenChange={(on) => {
        if (!on) onClose()
      }}
      title={`Sign: ${review.title}`}
      description={`Your signature says “${meaning}” and is bound to what is shown. It cannot be moved to other content.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={choice?.act === 'reject' ? 'danger' : 'primary'} busy={busy} disabled={!ready} onClick={sign}>
            Sign and {choice?.label.toLowerCase()}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          sign()
        }}
      >
        <Field label="Printed name" required>
          <Input value={name} autoComplete="name" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Your password" required error={error}>
          <Input
            type="password"
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <p className="text-dense text-ink-2">
          Content <span className="font-mono wrap-anywhere">{review.contentHash}</span>
        </p>
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden>
          Sign
        </button>
      </form>
    </Dialog>
  )
}
