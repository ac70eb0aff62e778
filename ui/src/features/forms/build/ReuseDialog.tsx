import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formQuery, useForms } from '../../../api/forms'
import { readForm } from '../../../form-view/form'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Checkbox, Field, Select } from '../../../ui/Field'
import { SkeletonRows } from '../../../ui/Skeleton'
import { edit, useBuilder } from '../model/builder'
import { placeOf } from '../model/edits'
import { insertFields } from './reuse'

/** Takes questions over from another form, with their settings, logic and translations. */
export function ReuseDialog({ onClose }: { onClose: () => void }) {
  const here = useBuilder((state) => state.formId)
  const forms = useForms()
  const [formId, setFormId] = useState('')
  const [names, setNames] = useState<readonly string[]>([])
  const { data: form } = useQuery({ ...formQuery(formId), enabled: formId !== '' })
  const options = forms.items.filter((one) => one.id !== here).map((one) => ({ value: one.id, label: one.name }))
  const insert = () => {
    if (!form) return
    const { draft, chosen } = useBuilder.getState()
    const below = chosen === null ? undefined : placeOf(draft, chosen)
    const page = below?.page ?? draft.ui.pages.length - 1
    const at = below ? below.at + 1 : (draft.ui.pages[page]?.fields.length ?? 0)
    edit((before) => insertFields(before, form.definition, names, { page, at }))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Take questions from another form"
      description="They come with their settings, logic and translations, and are independent from then on."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={names.length === 0} onClick={insert}>
            {names.length === 0 ? 'Insert' : `Insert ${names.length}`}
          </Button>
        </>
      }
    >
      {forms.isError && <ErrorState error={forms.error} compact />}
      <Field label="Form">
        <Select
          value={formId}
          options={[{ value: '', label: 'Choose…' }, ...options]}
          onPick={(id) => {
            setFormId(id)
            setNames([])
          }}
        />
      </Field>
      {formId !== '' && !form && <SkeletonRows count={3} />}
      {form &&
        readForm(form.definition).pages.map((page, index) => (
          <fieldset key={index} className="mt-4">
            <legend className="text-dense font-medium">
              <Checkbox
                label={page.title || `Page ${index + 1}`}
                checked={page.fields.length > 0 && page.fields.every((field) => names.includes(field.name))}
                onToggle={(on) => {
                  const own = page.fields.map((field) => field.name)
                  setNames([...names.filter((name) => !own.includes(name)), ...(on ? own : [])])
                }}
              />
            </legend>
            <div className="ms-6">
              {page.fields.map((field) => (
                <Checkbox
                  key={field.name}
                  label={field.label}
                  checked={names.includes(field.name)}
                  onToggle={(on) => setNames(on ? [...names, field.name] : names.filter((name) => name !== field.name))}
                />
              ))}
            </div>
          </fieldset>
        ))}
    </Dialog>
  )
}
