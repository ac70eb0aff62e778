import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCreateWorkflow } from '../../api/workflows'
import { paths } from '../../app/paths'
import { parseWorkflowFile, type WorkflowFile } from '../../graph/model/exchange'
import { count } from '../../lib/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'

interface NewWorkflowDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function NewWorkflowDialog({ open, onOpenChange }: NewWorkflowDialogProps) {
  const [name, setName] = useState('')
  const [file, setFile] = useState<WorkflowFile | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const create = useCreateWorkflow()
  const navigate = useNavigate()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    create.mutate(
      { name: name.trim(), ...(file ? { definition: file.definition } : {}) },
      { onSuccess: ({ id }) => void navigate(paths.workflow({ workflowId: id })) },
    )
  }
  const read = async (chosen: File | undefined) => {
    if (!chosen) return
    const parsed = parseWorkflowFile(await chosen.text())
    setFile(parsed)
    setFault(parsed ? null : 'This file holds no workflow. Choose one that was exported from here.')
    if (parsed && name === '') setName(parsed.name)
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
            {file ? 'Import workflow' : 'Create workflow'}
          </Button>
        </>
      }
    >
      <form id="new-workflow" onSubmit={submit} className="flex flex-col gap-4">
        {create.isError && <ErrorState error={create.error} compact />}
        <Field label="Name">
          <Input autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label="From a file (optional)"
          error={fault}
          help={file ? `${count(file.definition.nodes.length, 'step')} will be imported.` : 'A workflow exported as JSON.'}
        >
          <Input
            type="file"
            accept=".json,application/json"
            className="py-1.5"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </Field>
      </form>
    </Dialog>
  )
}
