import { useState } from 'react'
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
    { keyword: 'multipleOf', label: 'In steps of' },
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
  list: [
    { keyword: 'minItems', label: 'Entries, at least' },
    { keyword: 'maxItems', label: 'Entries, at most' },
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
    if (read.kind === 'number' && (keyword !== 'multipleOf' || read.value > 0))
      edit((draft) => setSchema(draft, field.name, { [keyword]: read.value }))
    if (read.kind === 'empty') edit((draft) => setSchema(draft, field.name, { [keyword]: undefined }))
  }
  return (
    <>
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
      {field.widget === 'text' && <Pattern field={field} />}
    </>
  )
}

/** Of a number such as that of an order or a contract. One that cannot be read is not taken. */
function Pattern({ field }: { field: FormField }) {
  const [fault, setFault] = useState<string>()
  const write = (pattern: string) => {
    try {
      new RegExp(pattern, 'u')
      setFault(undefined)
      edit((draft) => setSchema(draft, field.name, { pattern: pattern || undefined } as JsonSchema))
    } catch (error) {
      setFault((error as Error).message)
    }
  }
  return (
    <Field
      label="Written as"
      help="A regular expression, such as ^[A-Z]{2}[0-9]{6}$. Who writes otherwise is shown the example of the empty box."
      error={fault}
    >
      <Input
        defaultValue={field.schema.pattern ?? ''}
        spellCheck={false}
        className="font-mono"
        onChange={(event) => write(event.target.value)}
      />
    </Field>
  )
}
