import { useState } from 'react'
import { useMay } from '../../../api/session'
import { Button } from '../../../ui/Button'
import { Checkbox, Field, Input, Select } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { type ReviewRule, useRules, useSettingsAct, useTemplates } from './settings'

const acts: { kind: string; label: string; help: string }[] = [
  {
    kind: 'workflow.publish',
    label: 'Publishing a workflow',
    help: 'Nobody decides who edited the draft. The approval is bound to exactly what is published.',
  },
  { kind: 'form.publish', label: 'Publishing a form', help: 'The same for a version of a form.' },
  {
    kind: 'user.role',
    label: 'Giving somebody a role, and inviting people',
    help: 'Neither whoever gives it nor whoever gets it decides.',
  },
  { kind: 'run.redrive', label: 'Driving a run again', help: 'The reviewer sees which steps, and what of them is felt outside.' },
]

/** Acts that wait until somebody else has approved them. */
export function RuleList() {
  const stored = useRules().data?.items
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        Whoever tries one of these asks for the review with it, and does it again when it is approved. To loosen a rule needs
        the same review.
      </p>
      {stored ? <Rules key={JSON.stringify(stored)} stored={stored} /> : <SkeletonRows />}
    </Card>
  )
}

function Rules({ stored }: { stored: readonly ReviewRule[] }) {
  const mayEdit = useMay()('users.manage')
  const templates = useTemplates().data?.items ?? []
  const act = useSettingsAct()
  const [rules, setRules] = useState([...stored])
  const ruleFor = (kind: string) => rules.find((rule) => rule.kind === kind)
  const change = (kind: string, changes: Partial<ReviewRule>) =>
    setRules(rules.map((rule) => (rule.kind === kind ? { ...rule, ...changes } : rule)))
  const save = () =>
    act.mutate({ act: 'setRules', rules }, { onSuccess: () => toastDone('Saved the rules.'), onError: toastFailed })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <ul className="divide-y divide-line">
        {acts.map(({ kind, label, help }) => {
          const rule = ruleFor(kind)
          return (
            <li key={kind} className="px-4 py-3">
              <Checkbox
                label={label}
                help={help}
                disabled={!mayEdit}
                checked={rule !== undefined}
                onToggle={(on) =>
                  setRules(
                    on ? [...rules, { kind, queue: 'changes', template: null, dueIn: null }] : rules.filter((one) => one.kind !== kind),
                  )
                }
              />
              {rule && (
                <div className="mt-2 grid gap-3 pl-6 sm:grid-cols-3">
                  <Field label="Queue">
                    <Input value={rule.queue} disabled={!mayEdit} onChange={(event) => change(kind, { queue: event.target.value })} />
                  </Field>
                  <Field label="Stages">
                    <Select
                      value={rule.template ?? ''}
                      disabled={!mayEdit}
                      options={[
                        { value: '', label: 'One approval of any reviewer' },
                        ...templates.map((one) => ({ value: one.id, label: one.name })),
                      ]}
                      onPick={(template) => change(kind, { template: template || null })}
                    />
                  </Field>
                  <Field label="Due in" help="Such as P2D or PT4H.">
                    <Input
                      value={rule.dueIn ?? ''}
                      disabled={!mayEdit}
                      onChange={(event) => change(kind, { dueIn: event.target.value || null })}
                    />
                  </Field>
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {mayEdit && (
        <div className="border-t border-line px-4 py-3">
          <Button type="submit" kind="primary" busy={act.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}
