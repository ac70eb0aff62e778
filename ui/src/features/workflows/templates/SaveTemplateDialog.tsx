import { useState } from 'react'
import type { WorkflowDefinition } from '../../../graph/model/definition'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input, Textarea } from '../../../ui/Field'
import { toastDone } from '../../../ui/Toast'
import { useSaveTemplate } from './templates'

interface SaveTemplateDialogProps {
  name: string
  definition: WorkflowDefinition
  onClose: () => void
}

export function SaveTemplateDialog({ name: given, definition, onClose }: SaveTemplateDialogProps) {
  const [name, setName] = useState(given)
  const [description, setDescription] = useState('')
  const save = useSaveTemplate()
  const submit = () =>
    save.mutate(
      { name, description, definition },
      {
        onSuccess: () => {
          toastDone('Saved. It is among the templates now.')
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save as a template"
      description="Everyone here can begin from it. Later changes of this workflow do not change the template."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" busy={save.isPending} disabled={name.trim() === ''} onClick={submit}>
            Save the template
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {save.isError && <ErrorState error={save.error} compact />}
        <Field label="Name">
          <Input maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="What it is for">
          <Textarea maxLength={2000} value={description} onChange={(event) => setDescription(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  )
}
