import { useSuspenseQuery } from '@tanstack/react-query'
import { Activity, History, Lock, PenLine, Undo2, UserRound } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useLiveQueries } from '../../../api/live'
import { type ResponseDetail, responseQuery } from '../../../api/responses'
import { useMay } from '../../../api/session'
import { paths } from '../../../app/paths'
import { useCrumb } from '../../../app/shell/crumb'
import { writeAnswer } from '../../../form-view/answers'
import { type FileAnswer, writeSize } from '../../../form-view/controls/surroundings'
import { type Field, isRows, isText, readForm } from '../../../form-view/form'
import { dateTimeText } from '../../../lib/time'
import { Button, ButtonLink } from '../../../ui/Button'
import { Card, PageBody, PageHeader } from '../../../ui/PageHeader'
import { StatusPill } from '../../../ui/Pill'
import { SkeletonRows } from '../../../ui/Skeleton'
import { AmendForm } from './AmendForm'
import { ResponseHistory } from './ResponseHistory'
import { ReviewsOfResponse } from './ReviewsOfResponse'
import { WithdrawDialog } from './WithdrawDialog'

export function ResponsePage() {
  const { responseId = '' } = useParams()
  return (
    <Suspense fallback={<SkeletonRows />}>
      <OneResponse key={responseId} id={responseId} />
    </Suspense>
  )
}

/** One response: the answers as they stand, and how they came to be. */
function OneResponse({ id }: { id: string }) {
  const response = useSuspenseQuery(responseQuery(id)).data
  useLiveQueries('responses', ['responses', 'one', id])
  useCrumb(response.number)
  const may = useMay()
  const [amending, setAmending] = useState(false)
  const [withdrawing, setWithdrawing] = useState(false)
  const form = readForm(response.definition)
  return (
    <PageBody>
      <title>{`${response.number} · ConcertMaster`}</title>
      <PageHeader
        title={response.respondent.name || response.respondent.email}
        status={<StatusPill status={response.status} />}
        lead={<Lead response={response} />}
        actions={
          <>
            {may('audit.view') && (
              <ButtonLink icon={History} to={paths.auditStream({ streamId: response.id })}>
                Time machine
              </ButtonLink>
            )}
            {may('runs.view') && response.runId && (
              <ButtonLink icon={Activity} to={paths.run({ runId: response.runId })}>
                Run
              </ButtonLink>
            )}
            {may('personal.view') && response.personId && (
              <ButtonLink icon={UserRound} to={paths.person({ personId: response.personId })}>
                Person
              </ButtonLink>
            )}
            {may('responses.amend') && !amending && response.status !== 'withdrawn' && (
              <Button icon={Undo2} onClick={() => setWithdrawing(true)}>
                Withdraw…
              </Button>
            )}
            {may('responses.amend') && !amending && response.status !== 'withdrawn' && (
              <Button icon={PenLine} onClick={() => setAmending(true)}>
                Amend
              </Button>
            )}
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        {amending ? (
          <AmendForm response={response} form={form} onDone={() => setAmending(false)} />
        ) : (
          <div className="grid gap-4">
            {form.pages.map((page, index) => (
              <Card key={index} title={page.title || 'Answers'}>
                <Answers fields={page.fields} response={response} />
              </Card>
            ))}
            <Others form={form.fields} answers={response.answers} />
          </div>
        )}
        <div className="grid gap-4">
          {may('reviews.view') && <ReviewsOfResponse id={response.id} />}
          <ResponseHistory response={response} fields={form.fields} />
        </div>
      </div>
      {withdrawing && <WithdrawDialog response={response} onClose={() => setWithdrawing(false)} />}
    </PageBody>
  )
}

function Lead({ response }: { response: ResponseDetail }) {
  const { respondent } = response
  return (
    <span className="wrap-anywhere">
      <span className="font-mono">{response.number}</span> · {respondent.email}
      {respondent.reference && <> · {respondent.reference}</>} ·{' '}
      <Link to={paths.form({ formId: response.formId })} className="text-accent underline underline-offset-2">
        {response.formName}
      </Link>
      , version {response.formVersion} · received {dateTimeText(response.submittedAt)}
    </span>
  )
}

function Answers({ fields, response }: { fields: Field[]; response: ResponseDetail }) {
  const { answers, protected: sealed = {}, dropped = [] } = response
  return (
    <dl className="divide-y divide-line">
      {fields
        .filter((field) => !isText(field))
        .map((field) => (
          <div key={field.name} className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-2">
            <dt className="text-ink-2 wrap-anywhere">
              {field.label}
              {sealed[field.name] && (
                <span className="ms-2 inline-flex items-center gap-1 text-dense text-ink-3">
                  <Lock size={12} aria-hidden /> {sealed[field.name]}
                </span>
              )}
            </dt>
            <dd className="font-medium whitespace-pre-line tabular-nums wrap-anywhere">
              {dropped.includes(field.name) ? (
                <span className="font-normal text-ink-3">Not asked: hidden by the form’s logic</span>
              ) : (
                <Answer field={field} value={answers[field.name]} responseId={response.id} />
              )}
            </dd>
          </div>
        ))}
    </dl>
  )
}

function Answer({ field, value, responseId }: { field: Field; value: unknown; responseId: string }) {
  // Masked or erased: a word in place of whatever the answer was.
  if (typeof value === 'string' && (field.parts.length > 0 || isRows(field))) return value
  if ((field.widget === 'file' || field.widget === 'signature') && Array.isArray(value))
    return <Files files={value as FileAnswer[]} responseId={responseId} />
  if (!isRows(field) || !Array.isArray(value) || value.length === 0)
    return writeAnswer(field, value) || <span className="font-normal text-ink-3">No answer</span>
  return (
    <table className="w-full text-dense">
      <thead>
        <tr className="text-left text-ink-3">
          {field.columns.map((column) => (
            <th key={column.name} scope="col" className="pr-3 font-medium">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(value as Record<string, unknown>[]).map((row, at) => (
          <tr key={at}>
            {field.columns.map((column) => (
              <td key={column.name} className="pr-3 align-top">
                {column.name in row && <Answer field={column} value={row[column.name]} responseId={responseId} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What was sent along, to be opened where it was checked; the fingerprint proves which file it is. */
function Files({ files, responseId }: { files: FileAnswer[]; responseId: string }) {
  return (
    <ul className="grid gap-1">
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/api/responses/${responseId}/files/${file.id}`} download className="text-accent underline">
            {file.name ?? file.id}
          </a>{' '}
          {file.size !== undefined && <span className="font-normal text-ink-3">{writeSize(file.size)}</span>}
          {file.sha256 && (
            <span className="block font-mono text-xs font-normal break-all text-ink-3">SHA-256 {file.sha256}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Answers that the form has no field for; the schema allowed them, so they are shown. */
function Others({ form, answers }: { form: Field[]; answers: Record<string, unknown> }) {
  const known = new Set(form.map((field) => field.name))
  const others = Object.entries(answers).filter(([name]) => !known.has(name))
  if (others.length === 0) return null
  return (
    <Card title="Further data">
      <pre className="overflow-auto p-4 font-mono text-dense">
        {JSON.stringify(Object.fromEntries(others), null, 2)}
      </pre>
    </Card>
  )
}
