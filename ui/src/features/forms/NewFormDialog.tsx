import { useState } from 'react'
import { useCreateForm, useFormTemplates } from '../../api/forms'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { ReadIt, SchemaReader, useSchemaReader } from './settings/SchemaReader'
import { ofFile, TemplateCards } from './TemplateCards'

interface NewFormDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onMade: (formId: string) => void
}

export function NewFormDialog({ open, onOpenChange, onMade }: NewFormDialogProps) {
  // Null until something is typed: until then the form is called what its template is called.
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const templates = useFormTemplates(open)
  const create = useCreateForm()
  const reader = useSchemaReader()
  const fromFile = chosen === ofFile
  const template = fromFile
    ? reader.found && { name: reader.found.definition.schema.title ?? '', definition: reader.found.definition }
    : templates.data?.find((one) => one.id === chosen)
  const name = typed ?? template?.name ?? ''
  const ready = name.trim() !== '' && (!fromFile || template !== undefined)
  const make = () =>
    create.mutate(
      { name: name.trim(), ...(template ? { definition: template.definition } : {}) },
      { onSuccess: ({ id }) => onMade(id) },
    )
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title="New form"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-form" busy={create.isPending} disabled={!ready}>
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
          if (ready) make()
        }}
      >
        {create.isError && <ErrorState error={create.error} compact />}
        <Field label="Name" help="Those who fill it in read it as the title.">
          <Input autoFocus value={name} maxLength={200} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        {templates.isError && (
          <ErrorState error={templates.error} compact onRetry={() => void templates.refetch()} />
        )}
        <TemplateCards
          templates={templates.data ?? []}
          isPending={templates.isPending}
          chosen={chosen}
          onChoose={(id) => {
            setChosen(id)
            if (typed?.trim() === '') setTyped(null)
          }}
        />
        {fromFile && (
          <section aria-label="The file" className="grid gap-3 rounded-card border border-line p-3">
            <SchemaReader reader={reader} />
            {!reader.found && <ReadIt reader={reader} />}
          </section>
        )}
      </form>
    </Dialog>
  )
}
