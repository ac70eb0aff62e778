import type { Field as FormField } from '../../../form-view/form'
import { Field, Select, Textarea } from '../../../ui/Field'
import { namesOf } from './asking'
import { useExpressionFault } from './useExpressionFault'

interface CalculationProps {
  value: string | undefined
  /** The other questions, whose answers can be used. */
  fields: readonly FormField[]
  onChange: (expression: string) => void
}

/** What a field is calculated as. Nobody needs to know how a question is called in the data: it is picked by its words. */
export function Calculation({ value = '', fields, onChange }: CalculationProps) {
  const fault = useExpressionFault(value)
  const names = namesOf(fields).map((one) => ({ value: one.path, label: one.label }))
  return (
    <div className="flex flex-col gap-2">
      <Field label="Calculated as" help="JSONata over the other answers, such as $sum(sites.amount)." error={fault}>
        <Textarea
          rows={2}
          value={value}
          spellCheck={false}
          className="font-mono text-dense"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {names.length > 0 && (
        <Select
          aria-label="Add the answer to a question to the calculation"
          value=""
          options={[{ value: '', label: 'Add the answer to…' }, ...names]}
          onPick={(path) => path !== '' && onChange(followedBy(value, path))}
        />
      )}
    </div>
  )
}

/** After an operator or an opening the name alone; after another name it is most likely to be added. */
const followedBy = (expression: string, path: string) =>
  expression.trim() === '' || /[-+*/,([&?:=<>]\s*$/.test(expression) ? expression + path : `${expression} + ${path}`
