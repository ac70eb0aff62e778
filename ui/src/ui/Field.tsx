import { ChevronDown, CircleAlert } from 'lucide-react'
import { type ComponentProps, createContext, type ReactNode, use, useId } from 'react'
import { classes } from '../lib/classes'

interface FieldTies {
  id: string
  describedBy: string | undefined
  invalid: boolean
  /** Read out where no label is seen. */
  label?: string
}

const Ties = createContext<FieldTies | null>(null)

interface FieldProps {
  label: ReactNode
  help?: ReactNode
  error?: string | null | undefined
  required?: boolean
  className?: string
  children: ReactNode
}

/** A label, a control, a hint and an error that belong together; the control inside ties itself to them. */
export function Field({ label, help, error, required, className, children }: FieldProps) {
  const id = useId()
  const describedBy = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-dense font-medium text-ink">
        {label}
        {required && <span className="font-normal text-ink-3"> (required)</span>}
      </label>
      <Ties value={{ id, describedBy, invalid: Boolean(error) }}>{children}</Ties>
      {help && (
        <p id={`${id}-help`} className="text-dense text-ink-3">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-dense text-failed">
          <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" /> {error}
        </p>
      )}
    </div>
  )
}

export const inputLook =
  'w-full rounded-field border border-line-strong bg-sheet px-2.5 text-work text-ink placeholder:text-ink-3 ' +
  'hover:border-ink-3 aria-invalid:border-failed disabled:opacity-60 disabled:hover:border-line-strong'

export const useFieldTies = () => {
  const ties = use(Ties)
  return ties === null
    ? { id: undefined }
    : { id: ties.id, 'aria-describedby': ties.describedBy, 'aria-invalid': ties.invalid || undefined, 'aria-label': ties.label }
}

/** A control whose place says what it is: it is named for those who do not see the place. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return <Ties value={{ id, describedBy: undefined, invalid: false, label }}>{children}</Ties>
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useFieldTies()} {...rest} className={classes(inputLook, 'h-9 pointer-coarse:h-11', className)} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={4} {...useFieldTies()} {...rest} className={classes(inputLook, 'py-2 pointer-coarse:min-h-11', className)} />
}

export interface Option {
  value: string
  label: string
}

type SelectProps = Omit<ComponentProps<'select'>, 'onChange'> & {
  options: readonly Option[]
  onPick: (value: string) => void
}

/** The browser's own list: known to every reader, keyboard and phone. */
export function Select({ options, onPick, className, ...rest }: SelectProps) {
  return (
    <span className={classes('relative inline-flex', className ?? 'w-full')}>
      <select
        {...useFieldTies()}
        {...rest}
        onChange={(event) => onPick(event.target.value)}
        className={classes(inputLook, 'h-9 appearance-none pr-8 pointer-coarse:h-11')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={16} aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3" />
    </span>
  )
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'onChange' | 'onToggle' | 'type'> {
  label: ReactNode
  help?: ReactNode
  onToggle: (on: boolean) => void
}

export function Checkbox({ label, help, onToggle, className, ...rest }: CheckProps) {
  return (
    <label className={classes('flex min-h-7 items-start gap-2 text-work pointer-coarse:min-h-11', className)}>
      <input
        type="checkbox"
        {...rest}
        onChange={(event) => onToggle(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        {help && <span className="block text-dense text-ink-3">{help}</span>}
      </span>
    </label>
  )
}
