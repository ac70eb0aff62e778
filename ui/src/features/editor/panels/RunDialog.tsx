import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { runWorkflow } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Textarea } from '../../../ui/Field'

interface RunDialogProps {
  workflowId: string
  name: string
  version: number | null
  changed: boolean
  /** What to begin with; without it, what was given the last time. */
  input?: unknown
  onClose: () => void
}

const inputKey = (workflowId: string) => `concert.input.${workflowId}`

const parse = (text: string): { value: unknown } | null => {
  try {
    return { value: text.trim() === '' ? {} : (JSON.parse(text) as unknown) }
  } catch {
    return null
  }
}

export function RunDialog({ workflowId, name, version, changed, input: given, onClose }: RunDialogProps) {
  const [text, setText] = useState(() =>
    given === undefined ? (localStorage.getItem(inputKey(workflowId)) ?? '{}') : JSON.stringify(given, null, 2),
  )
  const navigate = useNavigate()
  const input = parse(text)
  const run = useMutation({
    mutationFn: () => runWorkflow(workflowId, input?.value),
    onSuccess: ({ runId }) => {
      localStorage.setItem(inputKey(workflowId), text)
      void navigate(paths.run({ runId }))
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Run ${name}`}
      description={
        changed
          ? `Version ${version} runs. The changes you made since then are not part of it until you publish.`
          : `Version ${version} runs.`
      }
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" disabled={!input} busy={run.isPending} onClick={() => run.mutate()}>
            Start the run
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {run.isError && <ErrorState error={run.error} compact />}
        <Field
          label="Input"
          help="JSON that the trigger gives to the first step. It is kept for the next time."
          error={input ? null : 'This is not valid JSON. Look for a missing quote or comma.'}
        >
          <Textarea
            rows={8}
            spellCheck={false}
            className="font-mono text-dense"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  )
}
