import { Plus, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../api/session'
import { Button, IconButton } from '../../ui/Button'
import { ConfirmDialog, Dialog } from '../../ui/Dialog'
import { EmptyState } from '../../ui/EmptyState'
import { Checkbox, Field, Input } from '../../ui/Field'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { toastFailed } from '../../ui/Toast'
import { Tabs } from '../../ui/Tabs'
import { useFilters } from '../../lib/useFilters'
import { Absences } from './Absences'
import { type Team, usePeople, usePeopleAct, useTeams } from './people'
import { Roles } from './Roles'
import { Skills } from './Skills'

/** Teams that decide together, who knows what, who is away, and what each role may do. */
export function TeamsPage() {
  const [filters, set] = useFilters('tab')
  return (
    <PageBody>
      <PageHeader title="People" lead="Who decides together, who is away, who decides for them meanwhile, and who may do what." />
      <Tabs
        label="People"
        value={filters.tab || 'teams'}
        onChange={(tab) => set({ tab })}
        tabs={[
          { value: 'teams', label: 'Teams', content: <TeamList /> },
          { value: 'absences', label: 'Absences', content: <Absences /> },
          { value: 'skills', label: 'Skills', content: <Skills /> },
          { value: 'roles', label: 'Who may do what', content: <Roles /> },
        ]}
      />
    </PageBody>
  )
}

function TeamList() {
  const mayEdit = useMay()('users.manage')
  const teams = useTeams()
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const [leaving, setLeaving] = useState<Team | null>(null)
  const act = usePeopleAct()
  const items = teams.data?.items ?? []
  return (
    <Card className="mt-5">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <p className="min-w-0 flex-1 text-ink-2">A stage of a review can be open to a team. Any member takes it.</p>
        {mayEdit && (
          <Button icon={Plus} onClick={() => setEdited('new')}>
            New team
          </Button>
        )}
      </div>
      {teams.isSuccess && items.length === 0 && (
        <EmptyState icon={Users} title="No team yet">
          Make one for people who share reviews, such as “Emissions”, and name it in a Review step.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {items.map((team) => (
          <li key={team.id} className="flex items-center gap-3 px-4 py-3">
            <button type="button" disabled={!mayEdit} onClick={() => setEdited(team)} className="min-w-0 flex-1 text-left">
              <span className="block font-medium wrap-anywhere">{team.name}</span>
              <span className="block text-dense text-ink-2 wrap-anywhere">
                {team.members.map((one) => one.name).join(', ') || 'Nobody yet'}
              </span>
            </button>
            {mayEdit && <IconButton icon={Trash2} label={`Dissolve ${team.name}`} onClick={() => setLeaving(team)} />}
          </li>
        ))}
      </ul>
      {edited && <TeamDialog team={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        title={`Dissolve ${leaving?.name ?? ''}?`}
        act="Dissolve"
        onConfirm={() => leaving && act.mutate({ act: 'dissolveTeam', id: leaving.id }, { onError: toastFailed })}
      >
        Reviews that wait for this team alone will wait for nobody until they are reassigned.
      </ConfirmDialog>
    </Card>
  )
}

function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const people = usePeople().data ?? []
  const act = usePeopleAct()
  const [name, setName] = useState(team?.name ?? '')
  const [members, setMembers] = useState<ReadonlySet<string>>(new Set(team?.members.map((one) => one.id)))
  const save = () =>
    act.mutate(
      team
        ? { act: 'changeTeam', id: team.id, name, members: [...members] }
        : { act: 'createTeam', name, members: [...members] },
      { onSuccess: onClose, onError: toastFailed },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={team ? team.name : 'New team'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={act.isPending} disabled={name.trim() === ''} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Name" required>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset>
          <legend className="mb-1 text-dense font-medium">Members</legend>
          {people.map((person) => (
            <Checkbox
              key={person.id}
              label={person.name}
              {...(person.mayDecide ? {} : { help: 'May look, but not decide' })}
              checked={members.has(person.id)}
              onToggle={(on) =>
                setMembers(new Set(on ? [...members, person.id] : [...members].filter((one) => one !== person.id)))
              }
            />
          ))}
        </fieldset>
      </div>
    </Dialog>
  )
}
