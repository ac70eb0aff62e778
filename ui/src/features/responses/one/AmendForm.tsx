import { useState } from 'react'
import { type ResponseDetail, useAmendResponse } from '../../../api/responses'
import { problemOf } from '../../../api/problem'
import { type Draft, toAnswers, toDraft } from '../../../form-view/answers'
import { FieldControl } from '../../../form-view/controls/FieldControl'
import { nowhere, SurroundingsProvider } from '../../../form-view/controls/surroundings'
import { type Form, isText } from '../../../form-view/form'
import { pointer, type Problem, toProblems } from '../../../form-view/problems'
import { compile } from '../../../form-view/validate'
import { Button } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Textarea } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { toastDone } from '../../../ui/Toast'

/** Files are the sender's: in rows too they are read and not exchanged. */
const filesStay = { ...nowhere, takesFiles: false }

interface AmendFormProps {
  response: ResponseDetail
  form: Form
  onDone: () => void
}

/** Changes answers after they were sent. What was there before stays in the history, with the reason. */
export function AmendForm({ response, form, onDone }: AmendFormProps) {
  const [draft, setDraft] = useState<Draft>(() => toDraft(form.fields, response.answers))
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<Problem[]>([])
  const amend = useAmendResponse(response.id)
  const save = () => {
    // Answers without a field of their own stay as they are: nobody could see them here.
    const known = new Set(form.fields.map((field) => field.name))
    const others = Object.fromEntries(Object.entries(response.answers).filter(([name]) => !known.has(name)))
    const answers = { ...others, ...toAnswers(form.fields, draft) }
    const found = toProblems(form.fields, compile(response.definition.schema)(answers), draft)
    setProblems(found)
    if (found.length > 0) return
    amend.mutate(
      { answers, reason: reason.trim(), ifMatch: response.version },
      {
        onSuccess: () => {
          toastDone(`${response.number} was amended`)
          onDone()
        },
        onError: (error) => setProblems(toProblems(form.fields, [...problemOf(error).errors], draft)),
      },
    )
  }
  return (
    <Card title="Amend the answers">
      <form
        noValidate
        className="grid gap-6 p-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <SurroundingsProvider value={filesStay}>
          {form.fields
            .filter((field) => !isText(field) && !['file', 'signature', 'calculated', 'hidden'].includes(field.widget))
            .map((field) => (
              <FieldControl
                key={field.name}
                field={field}
                path={pointer(field.name)}
                value={draft[field.name]}
                required={field.required}
                onChange={(value) => setDraft({ ...draft, [field.name]: value })}
                problemAt={(path) => problems.find((problem) => problem.path === path)?.message}
              />
            ))}
        </SurroundingsProvider>
        <div className="border-t border-line pt-4">
          <Field label="Why are the answers changed?" required help="Kept in the history for good.">
            <Textarea rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
          {problems.length > 0 && (
            <p role="alert" className="mt-3 font-medium text-failed">
              {problems.length === 1
                ? 'One answer needs another look.'
                : `${problems.length} answers need another look.`}
            </p>
          )}
          {amend.isError && problems.length === 0 && <ErrorState error={amend.error} compact />}
          <div className="mt-4 flex gap-2">
            <Button type="submit" kind="primary" busy={amend.isPending} disabled={reason.trim() === ''}>
              Amend {response.number}
            </Button>
            <Button onClick={onDone}>Leave as it is</Button>
          </div>
        </div>
      </form>
    </Card>
  )
}
