import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../ui/Button'
import { Checkbox, Field, Input, Select } from '../../../ui/Field'
import { usePeople, useTeams } from '../../people/people'
import type { ReviewerKind, StageConfig } from './settings'
import { type ReviewerRow, reviewersOf, rowsOf } from './stages'

interface StageFieldsProps {
  stage: StageConfig
  first: boolean
  onChange: (changes: Partial<StageConfig>) => void
}

const rules = [
  { value: 'any', label: 'Any one of them' },
  { value: 'all', label: 'All of them' },
  { value: 'count', label: 'So many of them' },
  { value: 'weight', label: 'So much weight' },
  { value: 'onePerGroup', label: 'One of each group' },
]

const assigns = [
  { value: 'pool', label: 'Nobody: whoever comes first' },
  { value: 'roundRobin', label: 'By turns' },
  { value: 'leastLoaded', label: 'Whoever has least to do' },
]

const listOf = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** One stage: who decides, when it is passed, and what else holds for it. */
export function StageFields({ stage, first, onChange }: StageFieldsProps) {
  const labels = stage.labels ?? []
  const counts = stage.rule === 'count' || stage.rule === 'weight' || labels.length > 0
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Name">
          <Input value={stage.name ?? ''} onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        <Field label="Passed by">
          {labels.length > 0 ? (
            <Input value="Readers who agree" disabled readOnly />
          ) : (
            <Select
              value={stage.rule ?? 'any'}
              options={rules}
              onPick={(rule) => onChange({ rule: rule as NonNullable<StageConfig['rule']> })}
            />
          )}
        </Field>
        {counts && (
          <Field label={stage.rule === 'weight' ? 'How much' : 'How many'}>
            <Input
              type="number"
              min={1}
              value={stage.needed ?? (labels.length > 0 ? 2 : 1)}
              onChange={(event) => onChange({ needed: Number(event.target.value) })}
            />
          </Field>
        )}
      </div>
      <Reviewers
        label="Reviewers"
        empty="Everybody who may decide reviews."
        weighs={stage.rule === 'weight'}
        rows={rowsOf(stage.reviewers)}
        onRows={(rows) => onChange({ reviewers: reviewersOf(rows) })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Given to">
          <Select
            value={stage.assign ?? 'pool'}
            options={assigns}
            onPick={(assign) => onChange({ assign: assign as NonNullable<StageConfig['assign']> })}
          />
        </Field>
        <Field label="Only when" help="A JSONata condition over the data, such as total > 1000.">
          <Input value={stage.when ?? ''} className="font-mono" onChange={(event) => onChange({ when: event.target.value })} />
        </Field>
        <Field label="Signed as" help="The meaning of the signature. Empty: nobody signs.">
          <Input value={stage.signature ?? ''} onChange={(event) => onChange({ signature: event.target.value })} />
        </Field>
        <Field label="Covers the fields" help="Separated by commas. Approvals lapse when one of these changes. Empty: any.">
          <Input defaultValue={stage.fields?.join(', ') ?? ''} onBlur={(event) => onChange({ fields: listOf(event.target.value) })} />
        </Field>
        <Field label="Labels" help="Separated by commas. Readers choose one, blind, instead of approving.">
          <Input defaultValue={labels.join(', ')} onBlur={(event) => onChange({ labels: listOf(event.target.value) })} />
        </Field>
      </div>
      {labels.length > 0 && (
        <Reviewers
          label="Who settles it when readers disagree"
          empty="Whoever has not read it."
          weighs={false}
          rows={rowsOf(stage.adjudicators)}
          onRows={(rows) => onChange({ adjudicators: reviewersOf(rows) })}
        />
      )}
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {!first && (
          <Checkbox label="Beside the stage before" checked={stage.parallel ?? false} onToggle={(parallel) => onChange({ parallel })} />
        )}
        <Checkbox
          label="A rejection needs the same rule"
          checked={stage.rejectedBy === 'rule'}
          onToggle={(on) => onChange({ rejectedBy: on ? 'rule' : 'one' })}
        />
        <Checkbox label="Blind until said" checked={stage.blind ?? false} onToggle={(blind) => onChange({ blind })} />
        <Checkbox
          label="Open to those who decided in another stage"
          checked={stage.mayRepeat ?? false}
          onToggle={(mayRepeat) => onChange({ mayRepeat })}
        />
      </div>
    </div>
  )
}

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

function Reviewers({ label, empty, weighs, rows: stored, onRows }: ReviewersProps) {
  // A row that is not filled in yet is no reviewer, and stays in view.
  const [rows, setRows] = useState(stored)
  const tell = (next: ReviewerRow[]) => {
    setRows(next)
    onRows(next)
  }
  const teams = (useTeams().data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))
  const skills = [...new Set((usePeople().data?.items ?? []).flatMap((person) => person.skills))]
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
