import { Users as UsersIcon } from 'lucide-react'
import { type Role, useChangeRole, useSession, type User, useUsers } from '../../api/session'
import { sentenceOf } from '../../lib/text'
import { Select } from '../../ui/Field'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { type Column, Table } from '../../ui/Table'
import { toastDone, toastFailed } from '../../ui/Toast'

const roles: Role[] = ['owner', 'builder', 'operator', 'reviewer', 'auditor']
const options = roles.map((role) => ({ value: role, label: sentenceOf(role) }))

function RoleCell({ user }: { user: User }) {
  const change = useChangeRole()
  const me = useSession().user.id
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      className="w-36"
      options={options}
      value={change.isPending ? change.variables.role : user.role}
      disabled={user.id === me}
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

const columns: Column<User>[] = [
  { id: 'name', title: 'Name', cell: (user) => user.name },
  { id: 'email', title: 'E-mail', cell: (user) => <span className="text-ink-2">{user.email}</span> },
  { id: 'role', title: 'Role', cell: (user) => <RoleCell user={user} /> },
  {
    id: 'seen',
    title: 'Last sign-in',
    minor: true,
    cell: (user) => (
      <span className="text-ink-2">
        <RelativeTime at={user.lastSignInAt} />
      </span>
    ),
  },
]

export function Users() {
  const users = useUsers()
  const items = users.data?.items ?? []
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        A role decides what someone may see and do. Every change of a role is kept in the audit log.
      </p>
      <ListBody
        list={{ ...users, items }}
        empty={
          <EmptyState icon={UsersIcon} title="Nobody is here">
            People appear here once they have an account in this organisation.
          </EmptyState>
        }
      >
        <Table label="Users" rows={items} columns={columns} keyOf={(user) => user.id} />
      </ListBody>
    </Card>
  )
}
