import { useState } from 'react'
import { useCreateForm } from '../../api/forms'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { templates } from './model/templates'

const templateLook =
  'flex cursor-pointer gap-3 rounded-card border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft'

interface NewFormDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onMade: (formId: string) => void
}

export function NewFormDialog({ open, onOpenChange, onMade }: NewFormDialogProps) {
  const [name, setName] = useState('')
  const [template, setTemplate] = useState(0)
  const create = useCreateForm()
  const make = () => {
    const definition = templates[template]?.definition
    create.mutate({ name: name.trim(), ...(definition ? { definition } : {}) }, { onSuccess: ({ id }) => onMade(id) })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New form"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-form" busy={create.isPending} disabled={name.trim() === ''}>
            Build it
          </Button>
        </>
      }
    >
      <form
        id="new-form"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) make()
        }}
      >
        {create.isError && <ErrorState error={create.error} compact />}
        <Field label="Name" help="Those who fill it in read it as the title.">
          <Input autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset>
          <legend className="text-dense font-medium">Begin with</legend>
          <div className="mt-1 grid gap-2">
            {templates.map((one, index) => (
              <label key={one.name} className={templateLook}>
                <input
                  type="radio"
                  name="template"
                  checked={template === index}
                  onChange={() => setTemplate(index)}
                  className="mt-0.5 size-4 accent-accent"
                />
                <span>
                  <span className="font-medium">{one.name}</span>
                  <span className="block text-dense text-ink-2">{one.about}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  )
}
