import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { get } from '../../../api/http'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { edit, save, undo, useBuilder } from '../model/builder'
import { toDraft } from '../model/edits'
import { ReadIt, SchemaReader, useSchemaReader } from './SchemaReader'

/** The form as a file: taken out as one JSON Schema, or put in from a JSON Schema of any draft. */
export function Definition() {
  const [open, setOpen] = useState(false)
  return (
    <section aria-label="Definition" className="border-t border-line pt-4">
      <h3 className="text-dense font-medium">Definition</h3>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" icon={Download} onClick={() => void exportSchema().catch(toastFailed)}>
          Export
        </Button>
        <Button size="small" icon={Upload} onClick={() => setOpen(true)}>
          Import…
        </Button>
      </div>
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </section>
  )
}

function ImportDialog({ onClose }: { onClose: () => void }) {
  const reader = useSchemaReader()
  const put = () => {
    if (!reader.found) return
    const { definition } = reader.found
    edit(() => toDraft(definition), null)
    toastDone('The form was replaced', { label: 'Undo', run: undo })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Import a definition"
      description="A form exported here, or a JSON Schema of an object, drafts 4 to 2020-12. It replaces the fields; Undo brings them back."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {reader.found ? (
            <Button kind="primary" onClick={put}>
              Replace the form
            </Button>
          ) : (
            <ReadIt reader={reader} kind="primary" />
          )}
        </>
      }
    >
      <SchemaReader reader={reader} />
    </Dialog>
  )
}

async function exportSchema() {
  await save()
  const { formId, name } = useBuilder.getState()
  const schema = await get<object>(`/api/forms/${formId}/export`)
  const url = URL.createObjectURL(new Blob([JSON.stringify(schema, null, 2)], { type: 'application/schema+json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.trim() || 'form'}.schema.json`
  link.click()
  URL.revokeObjectURL(url)
}
