import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Textarea } from '../../../ui/Field'
import { toastDone } from '../../../ui/Toast'
import { edit, undo, useBuilder } from '../model/builder'
import { toDraft } from '../model/edits'
import { readDefinition } from '../model/importing'

/** The form as a file: taken out, or put in from a JSON Schema of any draft. */
export function Definition() {
  const [open, setOpen] = useState(false)
  return (
    <section aria-label="Definition" className="border-t border-line pt-4">
      <h3 className="text-dense font-medium">Definition</h3>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" icon={Download} onClick={exportDefinition}>
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
  const read = text.trim() === '' ? null : readDefinition(text)
  const put = () => {
    if (!read?.definition) return
    const { definition } = read
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
          <Button kind="primary" disabled={!read?.definition} onClick={put}>
            Replace the form
          </Button>
        </>
      }
    >
      <Field label="JSON" error={read?.fault}>
        <Textarea
          rows={14}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-dense"
        />
      </Field>
      {read && read.notes.length > 0 && (
        <ul aria-label="What was changed" className="mt-2 list-disc pl-5 text-dense text-ink-2">
          {read.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function exportDefinition() {
  const { name, draft } = useBuilder.getState()
  const url = URL.createObjectURL(new Blob([JSON.stringify(draft, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.trim() || 'form'}.json`
  link.click()
  URL.revokeObjectURL(url)
}
