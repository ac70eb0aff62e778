import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../api/session'
import { useCreateWorkflow } from '../../api/workflows'
import { paths } from '../../app/paths'
import { paste } from '../../graph/model/clipboard'
import type { WorkflowFile } from '../../graph/model/exchange'
import { emptyGraph } from '../../graph/model/graph'
import { importWords } from '../../graph/n8n/report'
import type { Import } from '../../graph/n8n/translate'
import { count } from '../../lib/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { rememberUnsent } from '../editor/draft/memory'
import { ImportReport } from './ImportReport'
import { readWorkflow, textOf } from './readWorkflow'

interface NewWorkflowDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function NewWorkflowDialog({ open, onOpenChange }: NewWorkflowDialogProps) {
  const [name, setName] = useState('')
  const [file, setFile] = useState<WorkflowFile | null>(null)
  const [foreign, setForeign] = useState<Import | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const create = useCreateWorkflow()
  const person = useSession().user.id
  const navigate = useNavigate()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    create.mutate(
      { name: name.trim(), ...(file ? { definition: file.definition } : {}) },
      {
        onSuccess: ({ id, version }) => {
          // Drafts may hold what is not finished, new workflows may not: what is taken over comes in as edits.
          if (foreign) {
            const { edits } = paste(emptyGraph, { concertmaster: 'fragment', ...foreign }, { x: 0, y: 0 })
            rememberUnsent({ person, workflowId: id }, { version, edits, conflicts: [] })
          }
          void navigate(paths.workflow({ workflowId: id }))
        },
      },
    )
  }
  const take = async (text: string, otherwise: string) => {
    const read = await readWorkflow(text)
    const [n8n, ours] = ['n8n' in read ? read.n8n : null, 'ours' in read ? read.ours : null]
    setForeign(n8n)
    setFile(ours)
    setFault('why' in read ? read.why : null)
    if (name === '') setName((n8n ?? ours)?.name || otherwise)
  }
  const takeFile = async (chosen: File | undefined) => {
    if (chosen) await take(await textOf(chosen), chosen.name.replace(/\.json$/, ''))
  }
  const onPaste = (event: React.ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/^\s*(```|[{[])/.test(text)) return
    event.preventDefault()
    void take(text, 'Pasted workflow')
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New workflow"
      description="Give it a name that says what it achieves. You can change it later."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button type="submit" form="new-workflow" kind="primary" busy={create.isPending} disabled={name.trim() === ''}>
            {file || foreign ? 'Import workflow' : 'Create workflow'}
          </Button>
        </>
      }
    >
      <form id="new-workflow" onSubmit={submit} onPaste={onPaste} className="flex flex-col gap-4">
        {create.isError && <ErrorState error={create.error} compact />}
        <Field label="Name">
          <Input autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label="From a file, or pasted here (optional)"
          error={fault}
          help={
            foreign
              ? importWords(foreign.report)
              : file
                ? `${count(file.definition.nodes.length, 'step')} will be imported.`
                : 'A workflow as JSON, exported or copied from here or from n8n.'
          }
        >
          <Input
            type="file"
            accept=".json,application/json"
            className="py-1.5"
            onChange={(event) => void takeFile(event.target.files?.[0])}
          />
        </Field>
        {foreign && <ImportReport {...foreign} />}
      </form>
    </Dialog>
  )
}
