import { isNumeric } from '../../answers'
import type { Field } from '../../form'
import { useTexts } from '../../texts/texts'
import { controlId, problemId } from '../control'
import { FieldProblem } from '../FieldFrame'

type CellProps = {
  field: Field
  path: string
  label: string
  value: unknown
  problem: string | undefined
  onChange: (value: unknown) => void
}

const cellClass =
  'w-full min-h-11 rounded-md border bg-sheet px-2 text-base text-ink ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'

const types: Record<string, string> = { email: 'email', date: 'date', time: 'time', dateTime: 'datetime-local' }

/** A box among others, named to those who do not see what stands above it: in a table, in a list. */
export function Cell({ field, path, label, value, problem, onChange }: CellProps) {
  const texts = useTexts()
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const shared = {
    id: controlId(path),
    'aria-label': label,
    'aria-invalid': problem ? true : undefined,
    'aria-required': field.required || undefined,
    'aria-describedby': problem ? problemId(path) : undefined,
    className: `${cellClass} ${problem ? 'border-2 border-failed' : 'border-ink-3'}`,
  }
  const choices =
    field.widget === 'yesNo'
      ? [
          { value: true, label: texts.yes },
          { value: false, label: texts.no },
        ]
      : field.choices
  return (
    <>
      {choices.length > 0 ? (
        <select
          {...shared}
          value={choices.findIndex((one) => one.value === value)}
          onChange={(event) => onChange(choices[Number(event.target.value)]?.value)}
        >
          <option value={-1}>{texts.choose}</option>
          {choices.map((one, at) => (
            <option key={at} value={at}>
              {one.label}
            </option>
          ))}
        </select>
      ) : field.widget === 'longText' ? (
        <textarea
          {...shared}
          rows={2}
          dir="auto"
          placeholder={field.placeholder}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type={types[field.widget] ?? 'text'}
          inputMode={isNumeric(field) ? 'decimal' : undefined}
          dir={isNumeric(field) ? 'ltr' : 'auto'}
          autoComplete="off"
          placeholder={field.placeholder}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <FieldProblem path={path} problem={problem} />
    </>
  )
}
