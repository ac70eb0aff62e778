import { Lock } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { problemOf } from '../../../api/problem'
import { type ResponseDetail, useAmendResponse } from '../../../api/responses'
import type { Draft } from '../../../form-view/answers'
import { FieldControl } from '../../../form-view/controls/FieldControl'
import { nowhere, SurroundingsProvider } from '../../../form-view/controls/surroundings'
import type { Field as FormField, Form } from '../../../form-view/form'
import type { Verdict } from '../../../form-view/logic/logic'
import { fieldOf, pointer, type Problem, toProblems } from '../../../form-view/problems'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Textarea } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone } from '../../../ui/Toast'
import { amended, begunWith, canBeAmended, elsewhere, isMasked, isSame, judgeAmended, keptOf, problemsOf } from './amendment'

/** Files are the sender's: in rows too they are read and not exchanged. */
const filesStay = { ...nowhere, takesFiles: false }

interface AmendFormProps {
  response: ResponseDetail
  form: Form
  onDone: () => void
}

/** Changes answers after they were sent: of what is asked with them, and no more. What was there stays in the history. */
export function AmendForm({ response, form, onDone }: AmendFormProps) {
  const [begun] = useState(() => begunWith(form, response.answers))
  const [typed, setTyped] = useState<Draft>({})
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<Problem[]>([])
  const amend = useAmendResponse(response.id)
  const answers = useMemo(() => amended(response, form, typed), [response, form, typed])
  const verdict = useVerdict(form, answers)
  const draft = { ...begun, ...typed }
  const same = verdict === null || isSame(keptOf(form, answers, verdict), response.answers)
  const save = async () => {
    const judged = await judgeAmended(form, answers)
    const kept = keptOf(form, answers, judged)
    const found = await problemsOf(response, form, kept, draft, judged)
    setProblems(found)
    if (found.length > 0) return
    amend.mutate(
      // What is not asked the server leaves away: it sees what may be masked here.
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
          void save()
        }}
      >
        {verdict === null && <SkeletonRows />}
        <SurroundingsProvider value={filesStay}>
          {verdict !== null &&
            form.pages.map((page, index) => {
              const asked = page.fields.filter((field) => canBeAmended(field) && !verdict.hidden.has(field.name))
              if (asked.length === 0) return null
              return (
                <section key={index} aria-label={page.title || 'Answers'} className="grid gap-6">
                  {page.title && <h3 className="text-base font-semibold wrap-anywhere">{page.title}</h3>}
                  {asked.map((field) =>
                    isMasked(field, response.answers) ? (
                      <Unseen key={field.name} field={field} />
                    ) : (
                      <FieldControl
                        key={field.name}
                        field={field}
                        path={pointer(field.name)}
                        value={field.calculate ? verdict.calculated[field.name] : draft[field.name]}
                        required={field.required || verdict.required.has(field.name)}
                        onChange={(value) => {
                          setTyped((before) => ({ ...before, [field.name]: value }))
                          setProblems((before) => before.filter((one) => one.path !== '' && fieldOf(one) !== field.name))
                        }}
                        problemAt={(path) => problems.find((problem) => problem.path === path)?.message}
                      />
                    ),
                  )}
                </section>
              )
            })}
        </SurroundingsProvider>
        <div className="border-t border-line pt-4">
          <Field label="Why are the answers changed?" required help="Kept in the history for good.">
            <Textarea rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <Standing problems={problems} form={form} />
          {amend.isError && problems.length === 0 && <ErrorState error={amend.error} compact />}
          <div className="mt-4 flex flex-wrap items-center gap-2">
            <Button type="submit" kind="primary" busy={amend.isPending} disabled={reason.trim() === '' || same}>
              Amend {response.number}
            </Button>
            <Button onClick={onDone}>Leave as it is</Button>
            {verdict !== null && same && (
              <p role="status" className="text-dense text-ink-2">
                Nothing is changed yet.
              </p>
            )}
          </div>
        </div>
      </form>
    </Card>
  )
}

/** Of what was typed last; null until there is a first one. */
function useVerdict(form: Form, answers: Record<string, unknown>): Verdict | null {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  useEffect(() => {
    let isLatest = true
    void judgeAmended(form, answers).then((found) => isLatest && setVerdict(found))
    return () => {
      isLatest = false
    }
  }, [form, answers])
  return verdict
}

/** An answer that one may not see: it stays what it is. */
function Unseen({ field }: { field: FormField }) {
  return (
    <div>
      <p className="font-medium wrap-anywhere">{field.label}</p>
      <p className="flex items-center gap-1 text-ink-2">
        <Lock size={14} aria-hidden /> Not for you to see: it stays as it is.
      </p>
    </div>
  )
}

/** How much is to be mended, and in full what is not drawn with a question of its own. */
function Standing({ problems, form }: { problems: Problem[]; form: Form }) {
  if (problems.length === 0) return null
  return (
    <div role="alert" className="mt-3 font-medium text-failed">
      <p>{count(problems.length, 'answer needs', 'answers need')} another look.</p>
      {problems.map((problem) => {
        const field = elsewhere(form, problem)
        if (!field && problem.path !== '') return null
        return (
          <p key={problem.path} className="font-normal wrap-anywhere">
            {field ? `${field.label}: ${problem.message} Only the sender can give it.` : problem.message}
          </p>
        )
      })}
    </div>
  )
}
