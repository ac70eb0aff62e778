import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { get, post } from '../../../api/http'
import type { Page } from '../../../api/lists'
import { problemOf } from '../../../api/problem'
import { paths } from '../../../app/paths'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Select } from '../../../ui/Field'

const kinds = [
  { value: 'workflow.publish', label: 'The draft of a workflow', path: '/api/workflows' },
  { value: 'form.publish', label: 'The draft of a form', path: '/api/forms' },
] as const

/** Another look at a draft before it is published, whether or not a rule asks for one. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('workflow.publish')
  const [subject, setSubject] = useState('')
  const navigate = useNavigate()
  const client = useQueryClient()
  const path = kinds.find((one) => one.value === kind)?.path ?? '/api/workflows'
  const subjects = useQuery({
    queryKey: ['reviews', 'subjects', kind],
    queryFn: ({ signal }) => get<Page<{ id: string; name: string }>>(`${path}?limit=100`, signal),
  })
  const ask = useMutation({
    mutationFn: () => post<{ id: string }>('/api/reviews/acts', { kind, subject }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['reviews'] })
      onClose()
      await navigate(paths.review({ reviewId: id }))
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Ask for a review"
      description="Somebody who has not edited it looks at what would be published. The approval is bound to exactly that."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={subject === ''} busy={ask.isPending} onClick={() => ask.mutate()}>
            Ask
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Of what">
          <Select
            value={kind}
            options={kinds}
            onPick={(value) => {
              setKind(value as typeof kind)
              setSubject('')
            }}
          />
        </Field>
        <Field
          label={kind === 'workflow.publish' ? 'Workflow' : 'Form'}
          error={ask.isError ? problemOf(ask.error).detail || problemOf(ask.error).title : null}
        >
          <Select
            value={subject}
            onPick={setSubject}
            options={[
              { value: '', label: 'Choose' },
              ...(subjects.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        </Field>
      </div>
    </Dialog>
  )
}
