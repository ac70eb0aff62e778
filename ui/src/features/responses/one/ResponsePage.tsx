import { useSuspenseQuery } from '@tanstack/react-query'
import { Activity, History, PenLine, Undo2, UserRound } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useLiveQueries } from '../../../api/live'
import { type ResponseDetail, responseQuery } from '../../../api/responses'
import { useMay } from '../../../api/session'
import { paths } from '../../../app/paths'
import { useCrumb } from '../../../app/shell/crumb'
import { readForm } from '../../../form-view/form'
import { dateTimeText } from '../../../lib/time'
import { Button, ButtonLink } from '../../../ui/Button'
import { Card, PageBody, PageHeader } from '../../../ui/PageHeader'
import { StatusPill } from '../../../ui/Pill'
import { SkeletonRows } from '../../../ui/Skeleton'
import { AmendForm } from './AmendForm'
import { Answers, Others } from './Answers'
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
  const form = useMemo(() => readForm(response.definition), [response.definition])
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
