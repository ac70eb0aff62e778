import { isNumeric } from '../answers'
import { readNumber, writeNumber } from '../numbers'
import { useTexts } from '../texts/texts'
import { borderClass, boxClass, controlId, describedBy, type ControlProps } from './control'
import { LabelledFrame } from './FieldFrame'

const inputTypes: Record<string, string> = { email: 'email', date: 'date', time: 'time', dateTime: 'datetime-local' }

/** Everything that is typed into one box: text, figures, dates. */
export function TextControl({ field, path, value, onChange, problemAt, required, autoComplete }: ControlProps) {
  const problem = problemAt(path)
  const shared = {
    id: controlId(path),
    value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    placeholder: field.placeholder,
    'aria-invalid': problem ? true : undefined,
    'aria-required': required || undefined,
    'aria-describedby': describedBy(field, path, problem),
    autoComplete: autoComplete ?? field.autocomplete ?? (field.widget === 'email' ? 'email' : 'off'),
  }
  return (
    <LabelledFrame field={field} path={path} problem={problem} required={required}>
      {field.widget === 'longText' ? (
        <textarea
          {...shared}
          dir="auto"
          rows={5}
          onChange={(event) => onChange(event.target.value)}
          className={`${boxClass} ${borderClass(problem)} field-sizing-content min-h-32 py-3`}
        />
      ) : (
        <div className={`flex items-stretch gap-2 ${widthOf(field.widget)}`}>
          <input
            {...shared}
            type={inputTypes[field.widget] ?? 'text'}
            inputMode={isNumeric(field) ? 'decimal' : undefined}
            dir={isNumeric(field) ? 'ltr' : 'auto'}
            onChange={(event) => onChange(event.target.value)}
            className={`${boxClass} ${borderClass(problem)} ${isNumeric(field) ? 'tabular-nums' : ''}`}
          />
          {field.unit && <span className="flex shrink-0 items-center text-base text-ink-2">{field.unit}</span>}
        </div>
      )}
      {isNumeric(field) && !problem && <Reading typed={shared.value} unit={field.unit} />}
      {field.schema.maxLength !== undefined && <Remaining text={shared.value} max={field.schema.maxLength} />}
    </LabelledFrame>
  )
}

const widthOf = (widget: string) =>
  widget === 'number' ? 'max-w-72' : widget === 'date' || widget === 'time' || widget === 'dateTime' ? 'max-w-60' : ''

/** How a figure was understood, where the way it was typed leaves a doubt. */
function Reading({ typed, unit }: { typed: string; unit: string | undefined }) {
  const texts = useTexts()
  const read = readNumber(typed)
  if (read.kind !== 'number' || (Math.abs(read.value) < 10_000 && !/[,'’e]/i.test(typed))) return null
  return (
    <p className="mt-1 text-sm text-ink-2 tabular-nums">
      {texts.readAs(writeNumber(read.value) + (unit ? ` ${unit}` : ''))}
    </p>
  )
}

function Remaining({ text, max }: { text: string; max: number }) {
  const texts = useTexts()
  const left = max - text.length
  if (text === '' || left > Math.max(20, max / 5)) return null
  return (
    <p className={`mt-1 text-sm ${left < 0 ? 'text-failed' : 'text-ink-2'}`}>
      {left < 0 ? texts.charactersOver(-left) : texts.charactersLeft(left)}
    </p>
  )
}
