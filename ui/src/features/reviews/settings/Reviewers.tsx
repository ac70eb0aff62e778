import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../ui/Button'
import { Checkbox, Input, Select } from '../../../ui/Field'
import { usePeople, useTeams } from '../../people/people'
import type { ReviewerKind } from './settings'
import type { ReviewerRow } from './stages'

const kinds = [
  { value: 'person', label: 'Person' },
  { value: 'team', label: 'Team' },
  { value: 'role', label: 'Role' },
  { value: 'skill', label: 'Skill' },
  { value: 'expression', label: 'Expression' },
]

const roles = ['owner', 'builder', 'operator', 'reviewer'].map((role) => ({ value: role, label: role }))

interface ReviewersProps {
  label: string
  empty: string
  weighs: boolean
  rows: ReviewerRow[]
  onRows: (rows: ReviewerRow[]) => void
}

/** Who sits in a stage; a row that is not filled in yet is no reviewer, and stays in view. */
export function Reviewers({ label, empty, weighs, rows: stored, onRows }: ReviewersProps) {
  const [rows, setRows] = useState(stored)
  const tell = (next: ReviewerRow[]) => {
    setRows(next)
    onRows(next)
  }
  const teams = (useTeams().data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))
  const skills = [...new Set((usePeople().data ?? []).flatMap((person) => person.skills))]
  const change = (at: number, changes: Partial<ReviewerRow>) =>
    tell(rows.map((row, index) => (index === at ? { ...row, ...changes } : row)))
  const first = { person: '', team: teams[0]?.value ?? '', role: 'reviewer', skill: skills[0] ?? '', expression: '' }
  return (
    <fieldset>
      <legend className="text-dense font-medium">{label}</legend>
      {rows.length === 0 && <p className="text-dense text-ink-2">{empty}</p>}
      <ul className="mt-1 grid gap-2">
        {rows.map((row, at) => (
          <li key={at} className="flex flex-wrap items-center gap-2">
            <Select
              aria-label={`Kind of reviewer ${at + 1}`}
              className="w-32"
              value={row.kind}
              options={kinds}
              onPick={(kind) => change(at, { kind: kind as ReviewerKind, value: first[kind as ReviewerKind] })}
            />
            {row.kind === 'team' || row.kind === 'role' ? (
              <Select
                aria-label={`Reviewer ${at + 1}`}
                className="min-w-40 flex-1"
                value={row.value}
                options={row.kind === 'team' ? teams : roles}
                onPick={(value) => change(at, { value })}
              />
            ) : (
              <Input
                aria-label={`Reviewer ${at + 1}`}
                className="min-w-40 flex-1"
                value={row.value}
                placeholder={{ person: 'name@example.org', skill: skills[0] ?? 'tax', expression: 'owner.email' }[row.kind]}
                onChange={(event) => change(at, { value: event.target.value })}
              />
            )}
            {weighs && (
              <Input
                aria-label={`Weight of reviewer ${at + 1}`}
                type="number"
                min={1}
                className="w-20"
                value={row.weight}
                onChange={(event) => change(at, { weight: Number(event.target.value) })}
              />
            )}
            <Checkbox label="Veto" checked={row.veto} onToggle={(veto) => change(at, { veto })} />
            <IconButton
              icon={X}
              size="small"
              label={`Take reviewer ${at + 1} away`}
              onClick={() => tell(rows.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon={Plus}
        className="mt-2"
        onClick={() => tell([...rows, { kind: 'role', value: 'reviewer', weight: 1, veto: false }])}
      >
        Add a reviewer
      </Button>
    </fieldset>
  )
}
