import type { Classification } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { Field, Input, Select } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { setSettings } from '../model/edits'

const meanings: { value: Classification; label: string; help: string }[] = [
  { value: 'public', label: 'Public', help: 'Anybody may see it.' },
  { value: 'internal', label: 'Internal', help: 'Everybody in the organisation who sees responses.' },
  {
    value: 'personal',
    label: 'Personal',
    help: 'About a person: encrypted, shown only to those who may, gone when the person is erased.',
  },
  { value: 'secret', label: 'Secret', help: 'Encrypted, and shown to very few.' },
]

/** Who may see the answer, and who answers for what is done with it. */
export function Classified({ field }: { field: FormField }) {
  const owner = useBuilder((state) => state.draft.ui.fields?.[field.name]?.owner ?? '')
  const sealing = field.columns.find((one) => ['personal', 'secret'].includes(one.classification))
  return (
    <>
      <Field
        label="Who may see it"
        help={
          sealing
            ? `All rows are kept as ${sealing.classification}, because “${sealing.label}” is.`
            : meanings.find((one) => one.value === field.classification)?.help
        }
      >
        <Select
          value={field.classification}
          options={meanings}
          onPick={(classification) =>
            edit((draft) => setSettings(draft, field.name, { classification: classification as Classification }))
          }
        />
      </Field>
      <Field label="Owner" help="Who answers for what is done with it.">
        <Input
          value={owner}
          onChange={(event) => edit((draft) => setSettings(draft, field.name, { owner: event.target.value }))}
        />
      </Field>
    </>
  )
}
