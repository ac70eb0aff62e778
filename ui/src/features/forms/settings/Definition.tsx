import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { useReadSchema } from '../../../api/forms'
import { get } from '../../../api/http'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input, Textarea } from '../../../ui/Field'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { edit, save, undo, useBuilder } from '../model/builder'
import { toDraft } from '../model/edits'
import { readFile } from '../model/importing'

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
  const [text, setText] = useState('')
  const read = useReadSchema()
  const file = text.trim() === '' ? undefined : readFile(text)
  const put = () => {
    if (!read.data) return
    const { definition } = read.data
    edit(() => toDraft(definition), null)
    toastDone('The form was replaced', { label: 'Undo', run: undo })
    onClose()
  }
  const write = (written: string) => {
    setText(written)
    read.reset()
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
          {read.data ? (
            <Button kind="primary" onClick={put}>
              Replace the form
            </Button>
          ) : (
            <Button
              kind="primary"
              busy={read.isPending}
              disabled={!file || 'fault' in file}
              onClick={() => file && 'schema' in file && read.mutate(file.schema)}
            >
              Read it
            </Button>
          )}
        </>
      }
    >
      <Field label="File">
        <Input
          type="file"
          accept=".json,application/json,application/schema+json"
          className="py-1.5"
          onChange={(event) => void event.target.files?.[0]?.text().then(write)}
        />
      </Field>
      <Field label="JSON" error={file && 'fault' in file ? file.fault : undefined}>
        <Textarea
          rows={12}
          value={text}
          spellCheck={false}
          onChange={(event) => write(event.target.value)}
          className="font-mono text-dense"
        />
      </Field>
      {read.isError && <ErrorState error={read.error} compact />}
      {read.data && <Report {...read.data} />}
    </Dialog>
  )
}

type Found = NonNullable<ReturnType<typeof useReadSchema>['data']>

/** What would become of it, before anything is replaced. */
function Report({ definition, report }: Found) {
  const fields = Object.keys(definition.schema.properties ?? {}).length
  return (
    <section aria-label="What was read" className="text-dense">
      <p>
        {fields} fields, from {report.from === 'unstated' ? 'a schema that names no draft' : report.from}.
        {report.changes.length === 0 ? ' Nothing had to be changed.' : ''}
      </p>
      {report.changes.length > 0 && (
        <ul aria-label="What was changed" className="mt-1 list-disc pl-5 text-ink-2">
          {report.changes.map((change) => (
            <li key={change.path + change.message}>
              <code className="font-mono text-xs wrap-anywhere">{change.path || '/'}</code>: {change.message}
            </li>
          ))}
        </ul>
      )}
    </section>
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
