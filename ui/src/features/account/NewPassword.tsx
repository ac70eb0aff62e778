import { Field, Input } from '../../ui/Field'

interface NewPasswordProps {
  value: string
  onChange: (value: string) => void
  label?: string
}

/** Rules as in src/ConcertMaster/Access/Passwords/PasswordRules.cs, which decides. */
export function NewPassword({ value, onChange, label = 'New password' }: NewPasswordProps) {
  return (
    <Field label={label} help="At least 12 characters. A sentence of a few words is easy to keep and hard to guess.">
      <Input
        type="password"
        name="new-password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
