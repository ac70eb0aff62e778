import type { Form } from '../../../../api/forms'
import { readForm } from '../../../../form-view/form'
import { Checkbox, Field, Input, Select } from '../../../../ui/Field'
import { canBeFilledIn, valueOf } from '../recipients'

/** What is filled in, as typed, and what nobody may change. */
export interface Prefill {
  texts: Record<string, string>
  locked: readonly string[]
}

export const noAnswers: Prefill = { texts: {}, locked: [] }

const empty = { value: '', label: 'Not filled in' }

const questionsOf = (form: Form) =>
  readForm(form.definition).fields.filter(
    (field) => canBeFilledIn(field) && !['object', 'array'].includes(String(field.schema.type ?? 'string')),
  )

/** The answers as the questions want them. */
export function prefillOf(form: Form, prefill: Prefill) {
  const values: Record<string, unknown> = {}
  for (const { name, schema, choices } of questionsOf(form)) {
    const text = prefill.texts[name] ?? ''
    if (text !== '') values[name] = choices.find((one) => String(one.value) === text)?.value ?? valueOf(text, schema)
  }
  return { values, locked: prefill.locked.filter((name) => name in values) }
}

interface PrefillProps {
  form: Form
  prefill: Prefill
  onChange: (prefill: Prefill) => void
}

export function PrefillFields({ form, prefill, onChange }: PrefillProps) {
  const questions = questionsOf(form)
  if (questions.length === 0) return <p className="mt-2 text-ink-2">No question of this form can be filled in here.</p>
  return (
    <ul className="mt-3 flex flex-col gap-3">
      {questions.map(({ name, label, schema, choices }) => {
        const text = prefill.texts[name] ?? ''
        const put = (value: string) => onChange({ ...prefill, texts: { ...prefill.texts, [name]: value } })
        const lock = (on: boolean) =>
          onChange({ ...prefill, locked: on ? [...prefill.locked, name] : prefill.locked.filter((one) => one !== name) })
        return (
          <li key={name} className="flex flex-wrap items-end gap-3">
            <Field label={label} className="min-w-48 flex-1">
              {choices.length > 0 ? (
                <Select
                  value={text}
                  options={[empty, ...choices.map((one) => ({ value: String(one.value), label: one.label }))]}
                  onPick={put}
                />
              ) : schema.type === 'boolean' ? (
                <Select
                  value={text}
                  options={[
                    empty,
                    { value: 'true', label: 'Yes' },
                    { value: 'false', label: 'No' },
                  ]}
                  onPick={put}
                />
              ) : (
                <Input value={text} onChange={(event) => put(event.target.value)} />
              )}
            </Field>
            <Checkbox label="Locked" disabled={text === ''} checked={prefill.locked.includes(name)} onToggle={lock} />
          </li>
        )
      })}
    </ul>
  )
}
