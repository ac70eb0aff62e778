import { KeyRound, MoreHorizontal, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { useDeactivateUser, useReactivateUser, useSendPasswordLink } from '../account/people'
import { type User, useSession } from '../../api/session'
import { IconButton } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/Dialog'
import { Menu, MenuItem } from '../../ui/Menu'
import { toastDone, toastFailed } from '../../ui/Toast'

export function UserActions({ user, onLink }: { user: User; onLink: (link: string, name: string) => void }) {
  const [asking, setAsking] = useState(false)
  const me = useSession().user.id
  const deactivate = useDeactivateUser()
  const reactivate = useReactivateUser()
  const sendLink = useSendPasswordLink()
  const told = (sentence: string) => ({ onSuccess: () => toastDone(sentence), onError: toastFailed })
  return (
    <>
      <Menu trigger={<IconButton icon={MoreHorizontal} label={`More about ${user.name}`} size="small" />}>
        {user.status !== 'deactivated' && (
          <MenuItem
            icon={KeyRound}
            onSelect={() =>
              sendLink.mutate(user.id, {
                onSuccess: ({ link }) =>
                  link ? onLink(link, user.name) : toastDone(`A letter to ${user.email} is on its way.`),
                onError: toastFailed,
              })
            }
          >
            {user.status === 'invited' ? 'Send the invitation again' : 'Send a link to set a new password'}
          </MenuItem>
        )}
        {user.status === 'deactivated' ? (
          <MenuItem
            icon={UserCheck}
            onSelect={() =>
              reactivate.mutate(user.id, {
                onSuccess: ({ link, mailed }) =>
                  link
                    ? onLink(link, user.name)
                    : toastDone(mailed ? `A new invitation to ${user.email} is on its way.` : `${user.name} has access again.`),
                onError: toastFailed,
              })
            }
          >
            Reactivate
          </MenuItem>
        ) : (
          <MenuItem icon={UserX} danger disabled={user.id === me} onSelect={() => setAsking(true)}>
            Deactivate
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Deactivate ${user.name}?`}
        act="Deactivate"
        onConfirm={() => deactivate.mutate(user.id, told(`${user.name} has no access any more.`))}
      >
        They are signed out at once and cannot sign in. What they did stays in the record, and you can reactivate them.
      </ConfirmDialog>
    </>
  )
}
