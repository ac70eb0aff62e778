import { Checkbox, Field, Input, Select } from '../../../ui/Field'
import { Reviewers } from './Reviewers'
import type { StageConfig } from './settings'
import { reviewersOf, rowsOf } from './stages'

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
