import { EyeOff, Sigma, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { analyse, type Weakness } from '../../../form-view/logic/analyse'
import type { FieldSettings } from '../../../form-view/definition'
import { type Field as FormField, readForm } from '../../../form-view/form'
import { Checkbox, Field, Input } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { edit, useBuilder } from '../model/builder'
import { isRequired, setRequired, setSettings } from '../model/edits'
import { useExpressionFault } from './useExpressionFault'

/** When a field is shown, must be answered, or is refused: in words, with the expression beside them. */
export function LogicTab() {
  const draft = useBuilder((state) => state.draft)
  const [all, setAll] = useState(false)
  const fields = readForm(draft).fields.filter((field) => field.widget !== 'hidden')
  const withLogic = fields.filter((field) => field.visibleIf ?? field.requiredIf ?? field.calculate ?? field.validIf)
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 px-6 py-5 max-md:px-4 max-md:pb-24">
      <p className="text-ink-2">
        Expressions are <span className="font-mono text-dense">JSONata</span> over the answers:{' '}
        {fields.slice(0, 3).map((field) => (
          <code key={field.name} className="mr-1 rounded bg-sunken px-1 font-mono text-dense">
            {field.name}
          </code>
        ))}
        … They decide in the browser as one types; try them in the preview.
      </p>
      <Weaknesses weaknesses={analyse(readForm(draft))} />
      <Checkbox
        label="Only fields that have logic"
        checked={!all && withLogic.length > 0}
        disabled={withLogic.length === 0}
        onToggle={(on) => setAll(!on)}
      />
      {(all || withLogic.length === 0 ? fields : withLogic).map((field) => (
        <FieldLogic key={field.name} field={field} />
      ))}
    </div>
  )
}

function Weaknesses({ weaknesses }: { weaknesses: Weakness[] }) {
  if (weaknesses.length === 0) return null
  return (
    <ul
      aria-label="To look at before publishing"
      className="rounded-card border border-attention/50 bg-sheet px-4 py-2"
    >
      {weaknesses.map((weakness) => (
        <li key={weakness.field + weakness.message} className="flex items-start gap-2 py-1">
          <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-attention" />
          <span className="min-w-0 wrap-anywhere">{weakness.message}</span>
        </li>
      ))}
    </ul>
  )
}

function FieldLogic({ field }: { field: FormField }) {
  const set = (changes: Partial<FieldSettings>) =>
    edit((draft) => {
      const changed = setSettings(draft, field.name, changes)
      // The schema would ask for the answer even while the field is hidden; the logic asks only when it is shown.
      return changes.visibleIf && isRequired(changed, field.name)
        ? setSettings(setRequired(changed, field.name, false), field.name, { requiredIf: 'true' })
        : changed
    })
  return (
    <Card title={field.label}>
      <div className="grid gap-4 p-4 md:grid-cols-2">
        <p className="text-dense text-ink-2 md:col-span-2">{sayLogic(field)}</p>
        <Expression
          label="Shown if"
          value={field.visibleIf}
          placeholder="always"
          onChange={(visibleIf) => set({ visibleIf })}
        />
        {field.widget === 'calculated' ? (
          <Expression
            label="Calculated as"
            value={field.calculate}
            placeholder="$sum([a, b])"
            onChange={(calculate) => set({ calculate })}
          />
        ) : (
          <Expression
            label="Required if"
            value={field.requiredIf}
            placeholder="never"
            onChange={(requiredIf) => set({ requiredIf })}
          />
        )}
        {field.widget !== 'calculated' && field.widget !== 'statement' && (
          <>
            <Expression
              label="Accepted if"
              value={field.validIf}
              placeholder="always"
              onChange={(validIf) => set({ validIf })}
            />
            <Field label="What to say when it is not accepted">
              <Input
                value={field.validMessage ?? ''}
                disabled={!field.validIf}
                placeholder="This does not fit the other answers."
                onChange={(event) => set({ validMessage: event.target.value })}
              />
            </Field>
          </>
        )}
      </div>
    </Card>
  )
}

interface ExpressionProps {
  label: string
  value: string | undefined
  placeholder: string
  onChange: (expression: string) => void
}

function Expression({ label, value, placeholder, onChange }: ExpressionProps) {
  const fault = useExpressionFault(value)
  return (
    <Field label={label} error={fault}>
      <Input
        value={value ?? ''}
        placeholder={placeholder}
        spellCheck={false}
        className="font-mono"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}

function sayLogic(field: FormField): React.ReactNode {
  const parts = [
    field.visibleIf && (
      <span key="v" className="mr-3 inline-flex items-center gap-1">
        <EyeOff size={14} aria-hidden /> Hidden until its condition holds; its answer is not sent while hidden.
      </span>
    ),
    field.calculate && (
      <span key="c" className="mr-3 inline-flex items-center gap-1">
        <Sigma size={14} aria-hidden /> Calculated from other answers.
      </span>
    ),
    field.requiredIf && !field.required && (
      <span key="r" className="mr-3 inline-flex items-center gap-1">
        <TriangleAlert size={14} aria-hidden />{' '}
        {field.requiredIf === 'true' ? 'Must be answered while shown.' : 'Must be answered when its condition holds.'}
      </span>
    ),
  ].filter(Boolean)
  return parts.length > 0
    ? parts
    : field.required
      ? 'Always shown, must be answered.'
      : 'Always shown, may be left empty.'
}
