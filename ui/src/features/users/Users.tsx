import { UserPlus, Users as UsersIcon } from 'lucide-react'
import { useState } from 'react'
import { type Role, useChangeRole, useSession, type User, useUsers } from '../../api/session'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Field'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, Table } from '../../ui/Table'
import { toastDone, toastFailed } from '../../ui/Toast'
import { InviteDialog } from './InviteDialog'
import { LinkDialog } from './LinkDialog'
import { roleOptions } from './roles'
import { UserActions } from './UserActions'

function RoleCell({ user }: { user: User }) {
  const change = useChangeRole()
  const me = useSession().user.id
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      className="w-36"
      options={roleOptions}
      value={change.isPending ? change.variables.role : user.role}
      disabled={user.id === me || user.status === 'deactivated'}
      {...(user.id === me ? { title: 'Another owner can change your own role.' } : {})}
      onPick={(role) =>
        change.mutate(
          { id: user.id, role: role as Role },
          { onSuccess: () => toastDone(`${user.name} is now ${role}.`), onError: toastFailed },
        )
      }
    />
  )
}

const columnsWith = (onLink: (link: string, name: string) => void): Column<User>[] => [
  { id: 'name', title: 'Name', cell: (user) => user.name },
  { id: 'email', title: 'E-mail', cell: (user) => <span className="wrap-anywhere text-ink-2">{user.email}</span> },
  { id: 'status', title: 'Status', cell: (user) => <StatusPill status={user.status} /> },
  { id: 'role', title: 'Role', cell: (user) => <RoleCell user={user} /> },
  {
    id: 'seen',
    title: 'Last sign-in',
    minor: true,
    cell: (user) => (
      <span className="text-ink-2">
        {user.status === 'invited' ? (
          <>
            invited <RelativeTime at={user.invitedAt} />
          </>
        ) : (
          <RelativeTime at={user.lastSignInAt} />
        )}
      </span>
    ),
  },
  { id: 'more', title: '', align: 'right', cell: (user) => <UserActions user={user} onLink={onLink} /> },
]

export function Users() {
  const users = useUsers()
  const items = users.data ?? []
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<{ link: string; name: string } | null>(null)
  const showLink = (address: string, name: string) => setLink({ link: address, name })
  return (
    <Card className="mt-5">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <p className="min-w-0 flex-1 text-ink-2">
          A role decides what someone may see and do. Every invitation and every change of a role is kept in the audit log.
        </p>
        <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
          Invite someone
        </Button>
      </div>
      <ListBody
        list={{ ...users, items }}
        empty={
          <EmptyState icon={UsersIcon} title="Nobody is here">
            Invite the first person; they appear here at once.
          </EmptyState>
        }
      >
        <Table label="Users" rows={items} columns={columnsWith(showLink)} keyOf={(user) => user.id} />
      </ListBody>
      {inviting && <InviteDialog onClose={() => setInviting(false)} onLink={showLink} />}
      {link && <LinkDialog {...link} onClose={() => setLink(null)} />}
    </Card>
  )
}
