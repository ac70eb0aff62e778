import { useQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useLiveQueries } from '../../api/live'
import { type MyForm, myFormsQuery } from './myForms'
import { dateTimeText } from '../../lib/time'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { StatusPill } from '../../ui/Pill'
import { RelativeTime } from '../../ui/RelativeTime'
import { SkeletonRows } from '../../ui/Skeleton'

/** The forms that somebody wants from whoever is signed in, however they were told of it. */
export function MyFormsPage() {
  const forms = useQuery(myFormsQuery)
  useLiveQueries('responses', ['my-forms'])
  useLiveQueries('invitations', ['my-forms'])
  const waiting = forms.data?.filter((one) => one.state !== 'submitted') ?? []
  const sent = forms.data?.filter((one) => one.state === 'submitted') ?? []
  return (
    <PageBody>
      <PageHeader title="My forms" lead="What you are asked to fill in, and what you have sent." />
      {forms.isPending && <SkeletonRows count={3} />}
      {forms.isError && <ErrorState error={forms.error} onRetry={() => void forms.refetch()} />}
      {forms.data && (
        <div className="flex flex-col gap-5">
          <Card title="Waiting for you">
            {waiting.length === 0 ? (
              <EmptyState icon={ClipboardList} title="No form waits for you">
                When a colleague sends you one, it appears here and in the bell.
              </EmptyState>
            ) : (
              <List forms={waiting} />
            )}
          </Card>
          {sent.length > 0 && (
            <Card title="Sent">
              <List forms={sent} />
            </Card>
          )}
        </div>
      )}
    </PageBody>
  )
}

function List({ forms }: { forms: readonly MyForm[] }) {
  return (
    <ul className="divide-y divide-line">
      {forms.map((one) => (
        <li key={one.id} className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken">
          <div className="min-w-0 flex-1 basis-64">
            <a href={one.url} className="font-medium wrap-anywhere after:absolute after:inset-0">
              {one.form}
            </a>
            {one.message && <p className="truncate text-dense text-ink-2">{one.message}</p>}
          </div>
          <StatusPill status={one.state} />
          <span className="text-dense text-ink-2">
            {one.submittedAt ? (
              <RelativeTime at={one.submittedAt} />
            ) : one.deadline ? (
              <>until {dateTimeText(one.deadline)}</>
            ) : (
              <>
                asked <RelativeTime at={one.askedAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
