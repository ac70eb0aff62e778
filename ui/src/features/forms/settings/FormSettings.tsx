import { X } from 'lucide-react'
import { readForm } from '../../../form-view/form'
import { IconButton } from '../../../ui/Button'
import { Checkbox, Field, Input, Select, Textarea } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { setForm } from '../model/edits'
import { Definition } from './Definition'
import { Look } from './Look'
import { headLook } from './sheet'

/** Whoever comes by an open link was not asked by name: the form may ask who they are. */
function PersonField() {
  const draft = useBuilder((state) => state.draft)
  const addresses = readForm(draft).fields.filter((field) => field.schema.format === 'email')
  const chosen = draft.ui.personField ?? ''
  if (addresses.length === 0 && chosen === '') return null
  const options = addresses.map((field) => ({ value: field.name, label: field.label }))
  if (chosen !== '' && !options.some((one) => one.value === chosen)) options.push({ value: chosen, label: `${chosen} (not there)` })
  return (
    <Field
      label="At open links, the person is named by"
      help="Their answers are sealed for them and can be erased with them; the receipt is mailed to that address."
    >
      <Select
        value={chosen}
        options={[{ value: '', label: 'Nobody: answers stay anonymous' }, ...options]}
        onPick={(personField) => edit((before) => setForm(before, { personField }))}
      />
    </Field>
  )
}

/** What stands around the fields. */
export function FormSettings({ onClose }: { onClose: () => void }) {
  const { intro = '', thanks = '', submitLabel = '', amendable = false, withdrawable = false } = useBuilder((state) => state.draft.ui)
  return (
    <div className="flex flex-col gap-4">
      <div className={headLook}>
        <h2 className="flex-1 font-semibold">The form</h2>
        <IconButton icon={X} label="Close settings" size="small" className="lg:hidden" onClick={onClose} />
      </div>
      <p className="text-dense text-ink-2">Choose a field to see its settings.</p>
      <Field label="Introduction" help="What it is about, how long it takes, what becomes of the answers.">
        <Textarea
          rows={5}
          value={intro}
          onChange={(event) => edit((draft) => setForm(draft, { intro: event.target.value }))}
        />
      </Field>
      <Field label="Button that sends the answers">
        <Input
          value={submitLabel}
          placeholder="Send answers"
          onChange={(event) => edit((draft) => setForm(draft, { submitLabel: event.target.value }))}
        />
      </Field>
      <Field label="Thanks" help="Stands on the receipt.">
        <Textarea
          rows={3}
          value={thanks}
          onChange={(event) => edit((draft) => setForm(draft, { thanks: event.target.value }))}
        />
      </Field>
      <PersonField />
      <Checkbox
        label="Answers can be changed after sending"
        help="By the same link, with a reason, for as long as the form takes answers. What was before stays in the history."
        checked={amendable}
        onToggle={(on) => edit((draft) => setForm(draft, on ? { amendable: true } : { amendable: undefined }))}
      />
      <Checkbox
        label="Answers can be withdrawn after sending"
        help="By the same link, with a reason, for as long as the form takes answers. They count no longer and stay in the history."
        checked={withdrawable}
        onToggle={(on) => edit((draft) => setForm(draft, on ? { withdrawable: true } : { withdrawable: undefined }))}
      />
      <Look />
      <Definition />
    </div>
  )
}
