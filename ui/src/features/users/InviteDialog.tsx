import { useState } from 'react'
import { type LinkSent, useInviteUser } from '../account/people'
import type { Role } from '../../api/session'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input, Select } from '../../ui/Field'
import { toastDone } from '../../ui/Toast'
import { roleOptions, roleWords } from './roles'

interface InviteDialogProps {
  onClose: () => void
  /** Where no letters leave, the link is handed over by the owner. */
  onLink: (link: string, name: string) => void
}

export function InviteDialog({ onClose, onLink }: InviteDialogProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('reviewer')
  const invite = useInviteUser()
  const done = (sent: LinkSent) => {
    onClose()
    if (sent.link) onLink(sent.link, name.trim())
    else toastDone(`A letter to ${email.trim()} is on its way.`)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite someone"
      description="They get a letter with a link, choose a password, and are in."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" form="invite" kind="primary" busy={invite.isPending}>
            Invite
          </Button>
        </>
      }
    >
      <form
        id="invite"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate({ name: name.trim(), email: email.trim(), role }, { onSuccess: done })
        }}
      >
        {invite.isError && <ErrorState error={invite.error} compact />}
        <Field label="Name">
          <Input autoFocus required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="E-mail">
          <Input type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label="Role" help={roleWords[role]}>
          <Select options={roleOptions} value={role} onPick={(next) => setRole(next as Role)} />
        </Field>
      </form>
    </Dialog>
  )
}
