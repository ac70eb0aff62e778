import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { Field as FormField } from '../../../form-view/form'
import { Button, IconButton } from '../../../ui/Button'
import { Field, Input, Select } from '../../../ui/Field'
import { type Asked, askedOf, clauseOn, comparable, operandFor, verbsFor } from './asking'
import { type Clause, type Condition, readCondition, takesValue, type Verb, writeCondition } from './conditions'
import { useExpressionFault } from './useExpressionFault'

interface ConditionEditorProps {
  label: string
  /** What holds when there is no condition: always, never. */
  without: string
  expression: string | undefined
  fields: readonly FormField[]
  onChange: (expression: string) => void
}

const joins = [
  { value: 'and', label: 'all of these hold' },
  { value: 'or', label: 'any of these holds' },
]

/** A condition in words, with the expression that they make beside it. Either can be written; each follows the other. */
export function ConditionEditor({ label, without, expression = '', fields, onChange }: ConditionEditorProps) {
  const title = useId()
  const fault = useExpressionFault(expression)
  const condition = readCondition(expression)
  const askable = askedOf(fields)
  const put = (changed: Condition) => onChange(writeCondition(changed))
  const add = () => {
    const first = askable[0]
    if (first && condition) put({ ...condition, clauses: [...condition.clauses, clauseOn(first)] })
  }
  return (
    <section aria-labelledby={title} className="grid gap-2 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] md:gap-4">
      <div>
        <h3 id={title} className="flex flex-wrap items-center gap-x-2 text-dense font-medium">
          {label}
          {expression === '' && <span className="font-normal text-ink-3">{without}</span>}
          {condition && condition.clauses.length > 1 && (
            <Select
              aria-label={`${label}: how the conditions are joined`}
              value={condition.join}
              options={joins}
              onPick={(join) => put({ ...condition, join: join as Condition['join'] })}
              className="w-44"
            />
          )}
        </h3>
        {condition ? (
          <ul className="mt-1 flex flex-col gap-1">
            {condition.clauses.map((clause, at) => (
              <ClauseRow
                key={at}
                clause={clause}
                askable={askable}
                onChange={(changed) => put({ ...condition, clauses: condition.clauses.with(at, changed) })}
                onRemove={() => put({ ...condition, clauses: condition.clauses.toSpliced(at, 1) })}
              />
            ))}
          </ul>
        ) : (
          <p className="mt-1 text-dense text-ink-2">An expression of its own, beside.</p>
        )}
        {condition && askable.length > 0 && (
          <Button size="small" kind="quiet" icon={Plus} onClick={add} className="mt-1">
            Add a condition
          </Button>
        )}
      </div>
      <Field label="As an expression" error={fault}>
        <Input
          value={expression}
          spellCheck={false}
          className="font-mono text-dense"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    </section>
  )
}

interface ClauseRowProps {
  clause: Clause
  askable: readonly Asked[]
  onChange: (clause: Clause) => void
  onRemove: () => void
}

function ClauseRow({ clause, askable, onChange, onRemove }: ClauseRowProps) {
  const asked = askable.find((one) => one.path === clause.field)
  const options = askable.map((one) => ({ value: one.path, label: one.label }))
  if (!asked) options.unshift({ value: clause.field, label: `${clause.field} (not there)` })
  return (
    <li className="flex flex-wrap items-center gap-1">
      <Select
        aria-label="Question"
        value={clause.field}
        options={options}
        onPick={(path) => {
          const chosen = askable.find((one) => one.path === path)
          if (chosen) onChange(clauseOn(chosen))
        }}
        className="w-44 max-w-full"
      />
      <Select
        aria-label="Comparison"
        value={clause.verb}
        options={verbsFor(asked?.field, clause.verb)}
        onPick={(verb) => onChange({ ...clause, verb: verb as Verb })}
        className="w-36"
      />
      {takesValue(clause.verb) && <Operand clause={clause} asked={asked} askable={askable} onChange={onChange} />}
      <IconButton icon={X} label="Remove this condition" size="small" onClick={onRemove} />
    </li>
  )
}

type OperandProps = Omit<ClauseRowProps, 'onRemove'> & { asked: Asked | undefined }

/** What is compared with: a value, or the answer to another question of the same kind. */
function Operand({ clause, asked, askable, onChange }: OperandProps) {
  const others = comparable(asked, clause.verb, askable).map((one) => ({ value: one.path, label: one.label }))
  if (clause.as === 'field' && !others.some((one) => one.value === clause.value))
    others.push({ value: clause.value, label: clause.value })
  return (
    <>
      {others.length > 0 && (
        <Select
          aria-label="Compared with"
          value={clause.as === 'field' ? clause.value : ''}
          options={[{ value: '', label: 'this value' }, ...others]}
          onPick={(path) =>
            onChange({ ...clause, ...(path === '' ? operandFor(asked?.field, '') : { value: path, as: 'field' }) })
          }
          className="w-36"
        />
      )}
      {clause.as !== 'field' && (
        <ValueBox
          clause={clause}
          field={asked?.field}
          onSay={(said) => onChange({ ...clause, ...operandFor(asked?.field, said) })}
        />
      )}
    </>
  )
}

const boxes: Record<string, string> = { date: 'date', time: 'time' }

function ValueBox({ clause, field, onSay }: { clause: Clause; field: FormField | undefined; onSay: (said: string) => void }) {
  const choices =
    field?.widget === 'yesNo' || field?.widget === 'consent'
      ? [
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]
      : (field?.choices.map((one) => ({ value: String(one.value), label: one.label })) ?? [])
  if (choices.length > 0)
    return (
      <Select
        aria-label="Answer"
        value={clause.value}
        options={choices.some((one) => one.value === clause.value) ? choices : [{ value: clause.value, label: clause.value }, ...choices]}
        onPick={onSay}
        className="w-36"
      />
    )
  return (
    <Input
      aria-label="Answer"
      type={boxes[field?.widget ?? ''] ?? 'text'}
      value={clause.value}
      onChange={(event) => onSay(event.target.value)}
      className="w-36!"
    />
  )
}
