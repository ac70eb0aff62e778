import type { Choice } from '../form'
import { useTexts } from '../texts/texts'
import { borderClass, boxClass, controlId, describedBy, type ControlProps } from './control'
import { FieldProblem, GroupFrame, LabelledFrame } from './FieldFrame'

/** One of several answers, as large radio buttons. */
export function RadioControl(props: ControlProps) {
  const { field, path, value, onChange, problemAt, required } = props
  const texts = useTexts()
  const problem = problemAt(path)
  const yesNo: Choice[] = [
    { value: true, label: texts.yes },
    { value: false, label: texts.no },
  ]
  const choices: (Choice & { note?: string | undefined })[] =
    field.widget === 'yesNo' ? yesNo : field.widget === 'scale' ? scaleOf(props) : field.choices
  const beside = field.widget === 'yesNo' || field.widget === 'scale'
  return (
    <GroupFrame field={field} path={path} problem={problem} required={required}>
      <div className={beside ? 'flex flex-wrap gap-2' : 'grid gap-2'}>
        {choices.map((choice, index) => (
          <Option key={index} label={choice.label} note={choice.note}>
            <input
              type="radio"
              name={controlId(path)}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              aria-invalid={problem ? true : undefined}
              className={tickClass}
            />
          </Option>
        ))}
      </div>
      {!required && value !== undefined && <ClearAnswer onClear={() => onChange(undefined)} />}
    </GroupFrame>
  )
}

/** What was chosen by radio buttons cannot be taken back by them. */
export function ClearAnswer({ onClear }: { onClear: () => void }) {
  const texts = useTexts()
  return (
    <button type="button" onClick={onClear} className="mt-2 min-h-8 text-sm text-accent underline underline-offset-2">
      {texts.clear}
    </button>
  )
}

/** Any number of answers, as large check boxes. */
export function ChecksControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const problem = problemAt(path)
  const chosen = Array.isArray(value) ? value : []
  const toggle = (choice: Choice) =>
    onChange(field.choices.map((one) => one.value).filter((one) => (one === choice.value) !== chosen.includes(one)))
  return (
    <GroupFrame field={field} path={path} problem={problem} required={required}>
      <div className="grid gap-2">
        {field.choices.map((choice, index) => (
          <Option key={index} label={choice.label}>
            <input
              type="checkbox"
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice)}
              className={tickClass}
            />
          </Option>
        ))}
      </div>
    </GroupFrame>
  )
}

/** One of many answers. */
export function DropdownControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const problem = problemAt(path)
  const index = field.choices.findIndex((choice) => choice.value === value)
  return (
    <LabelledFrame field={field} path={path} problem={problem} required={required}>
      <select
        id={controlId(path)}
        value={index}
        aria-invalid={problem ? true : undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy(field, path, problem)}
        className={`${boxClass} ${borderClass(problem)}`}
        onChange={(event) => onChange(field.choices[Number(event.target.value)]?.value)}
      >
        <option value={-1}>{texts.choose}</option>
        {field.choices.map((choice, at) => (
          <option key={at} value={at}>
            {choice.label}
          </option>
        ))}
      </select>
    </LabelledFrame>
  )
}

/** A box to tick under a text to agree to. */
export function ConsentControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const problem = problemAt(path)
  return (
    <div className={problem ? 'border-s-4 border-failed ps-4' : ''}>
      <FieldProblem path={path} problem={problem} />
      <label className="flex min-h-12 cursor-pointer gap-3 rounded-md border border-line bg-sheet px-4 py-3 text-base">
        <input
          id={controlId(path)}
          type="checkbox"
          checked={value === true}
          aria-required={required || undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy(field, path, problem)}
          onChange={(event) => onChange(event.target.checked ? true : undefined)}
          className={`${tickClass} mt-0.5`}
        />
        <span className="wrap-anywhere">
          <span className="font-semibold">{field.label}</span>
          {field.help && (
            <span id={`${controlId(path)}-help`} className="mt-1 block text-sm whitespace-pre-line text-ink-2">
              {field.help}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}

export const tickClass = 'size-5 shrink-0 accent-accent'

const optionClass =
  'flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-line bg-sheet px-3 py-2 text-base sm:px-4 ' +
  'hover:border-ink-3 has-checked:border-accent has-checked:bg-accent/8 has-focus-visible:outline-2 ' +
  'has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'

type OptionProps = { label: string; note?: string | undefined; children: React.ReactNode }

function Option({ label, note, children }: OptionProps) {
  return (
    <label className={optionClass}>
      {children}
      <span className="wrap-anywhere">
        {label}
        {note && <span className="ms-2 text-sm text-ink-2">{note}</span>}
      </span>
    </label>
  )
}

const scaleStepCountMax = 11

function scaleOf({ field }: ControlProps) {
  const from = field.schema.minimum ?? 1
  const to = Math.min(field.schema.maximum ?? 5, from + scaleStepCountMax - 1)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    value: from + index,
    label: String(from + index),
    note: index === 0 ? field.lowLabel : from + index === to ? field.highLabel : undefined,
  }))
}
