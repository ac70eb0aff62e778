import { Field, Input, Textarea } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { setForm } from '../model/edits'
import { Definition } from './Definition'
import { Look } from './Look'

/** What stands around the fields. */
export function FormSettings() {
  const { intro = '', thanks = '', submitLabel = '' } = useBuilder((state) => state.draft.ui)
  return (
    <div className="flex flex-col gap-4">
      <h2 className="font-semibold">The form</h2>
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
      <Look />
      <Definition />
    </div>
  )
}
