import type { Draft } from '../answers'
import type { Field } from '../form'
import { pointer } from '../problems'
import { useTexts } from '../texts/texts'
import { borderClass, boxClass, controlId, type ControlProps } from './control'
import { FieldControl } from './FieldControl'
import { FieldProblem, GroupFrame } from './FieldFrame'

const partsOf = (value: unknown): Draft => (typeof value === 'object' && value !== null ? (value as Draft) : {})

/** An amount and its currency, side by side. A single currency stands there as text. */
export function MoneyControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const typed = partsOf(value)
  const currencies = field.parts.find((part) => part.name === 'currency')?.choices ?? []
  const currency = String(typed['currency'] ?? currencies[0]?.value ?? '')
  const amountPath = path + pointer('amount')
  const problem = problemAt(path) ?? problemAt(amountPath)
  const set = (change: Draft) => onChange({ ...typed, currency, ...change })
  return (
    <GroupFrame field={field} path={path} problem={undefined} required={required}>
      <FieldProblem path={amountPath} problem={problem} />
      <div className="flex max-w-80 items-stretch gap-2">
        <input
          id={controlId(amountPath)}
          aria-label={texts.amount}
          inputMode="decimal"
          dir="ltr"
          autoComplete="off"
          value={String(typed['amount'] ?? '')}
          aria-invalid={problem ? true : undefined}
          aria-required={required || undefined}
          onChange={(event) => set({ amount: event.target.value })}
          className={`${boxClass} ${borderClass(problem)} tabular-nums`}
        />
        {currencies.length > 1 ? (
          <select
            id={controlId(path + pointer('currency'))}
            aria-label={texts.currency}
            value={currency}
            onChange={(event) => set({ currency: event.target.value })}
            className={`${boxClass} ${borderClass(undefined)} w-28! shrink-0`}
          >
            {currencies.map((one) => (
              <option key={String(one.value)} value={String(one.value)}>
                {one.label}
              </option>
            ))}
          </select>
        ) : (
          <span className="flex shrink-0 items-center text-base text-ink-2">{currency}</span>
        )}
      </div>
    </GroupFrame>
  )
}

// What a browser may fill in by itself for each line of an address.
const autoComplete: Record<string, string> = {
  street: 'address-line1',
  street2: 'address-line2',
  postcode: 'postal-code',
  city: 'address-level2',
  region: 'address-level1',
  country: 'country-name',
}

/** An address, or any other answer of several boxes. */
export function AddressControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const typed = partsOf(value)
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
      <div className="@container">
        <div className="grid gap-4 @lg:grid-cols-6">
          {field.parts.map((part) => (
            <div key={part.name} className={part.name === 'postcode' ? '@lg:col-span-2' : spanOf(part)}>
              <FieldControl
                field={part}
                path={path + pointer(part.name)}
                value={typed[part.name]}
                onChange={(change) => onChange({ ...typed, [part.name]: change })}
                problemAt={problemAt}
                required={part.required}
                {...(autoComplete[part.name] ? { autoComplete: autoComplete[part.name] } : {})}
              />
            </div>
          ))}
        </div>
      </div>
    </GroupFrame>
  )
}

const spanOf = (part: Field) =>
  part.name === 'city' ? '@lg:col-span-4' : part.name === 'region' || part.name === 'country' ? '@lg:col-span-3' : '@lg:col-span-6'
