import { useState } from 'react'
import { useChangePassword } from './people'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { toastDone } from '../../ui/Toast'
import { NewPassword } from './NewPassword'

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useChangePassword()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          toastDone('Your password is changed. Sessions elsewhere are over.')
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Change your password"
      description="Wherever else you are signed in, you will have to sign in again."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" form="change-password" kind="primary" busy={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form id="change-password" onSubmit={submit} className="flex flex-col gap-4">
        {change.isError && <ErrorState error={change.error} compact />}
        <Field label="Present password">
          <Input
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <NewPassword value={password} onChange={setPassword} />
      </form>
    </Dialog>
  )
}
