import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formQuery, useForms } from '../../../api/forms'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Select } from '../../../ui/Field'
import { SkeletonRows } from '../../../ui/Skeleton'
import { edit, useBuilder } from '../model/builder'
import { below } from './adding'
import { ChooseFields } from './ChooseFields'
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
    edit((before) => insertFields(before, form.definition, names, below(useBuilder.getState())))
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
      {form && <ChooseFields definition={form.definition} names={names} onChange={setNames} />}
    </Dialog>
  )
}
