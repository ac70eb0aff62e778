import type { JsonSchema } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { readNumber } from '../../../form-view/numbers'
import { Field, Input } from '../../../ui/Field'
import { edit } from '../model/builder'
import { setSchema } from '../model/edits'

type Limit = { keyword: keyof JsonSchema & string; label: string }

const limitsOf: Record<string, Limit[]> = {
  number: [
    { keyword: 'minimum', label: 'At least' },
    { keyword: 'maximum', label: 'At most' },
  ],
  scale: [
    { keyword: 'minimum', label: 'From' },
    { keyword: 'maximum', label: 'To' },
  ],
  text: [
    { keyword: 'minLength', label: 'Characters, at least' },
    { keyword: 'maxLength', label: 'Characters, at most' },
  ],
  longText: [
    { keyword: 'minLength', label: 'Characters, at least' },
    { keyword: 'maxLength', label: 'Characters, at most' },
  ],
  choices: [
    { keyword: 'minItems', label: 'Choose at least' },
    { keyword: 'maxItems', label: 'Choose at most' },
  ],
  rows: [
    { keyword: 'minItems', label: 'Rows, at least' },
    { keyword: 'maxItems', label: 'Rows, at most' },
  ],
  repeat: [
    { keyword: 'minItems', label: 'Groups, at least' },
    { keyword: 'maxItems', label: 'Groups, at most' },
  ],
}

/** Which answers are possible. */
export function Limits({ field }: { field: FormField }) {
  const limits = limitsOf[field.widget]
  if (!limits) return null
  const set = (keyword: string, text: string) => {
    const read = readNumber(text)
    if (read.kind === 'number') edit((draft) => setSchema(draft, field.name, { [keyword]: read.value }))
    if (read.kind === 'empty') edit((draft) => setSchema(draft, field.name, { [keyword]: undefined }))
  }
  return (
    <div className="grid grid-cols-2 gap-3">
      {limits.map((limit) => (
        <Field key={limit.keyword} label={limit.label}>
          <Input
            inputMode="decimal"
            defaultValue={String(field.schema[limit.keyword] ?? '')}
            onChange={(event) => set(limit.keyword, event.target.value)}
          />
        </Field>
      ))}
    </div>
  )
}
