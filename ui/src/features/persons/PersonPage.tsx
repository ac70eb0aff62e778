import { useSuspenseQuery } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { useCrumb } from '../../app/shell/crumb'
import { count } from '../../lib/text'
import { dateTimeText } from '../../lib/time'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Textarea } from '../../ui/Field'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastDone } from '../../ui/Toast'
import { Consents } from './Consents'
import { callOf, type PersonDetail, personQuery, useErasePerson } from './persons'

export function PersonPage() {
  const { personId = '' } = useParams()
  return (
    <Suspense fallback={<SkeletonRows />}>
      <OnePerson key={personId} id={personId} />
    </Suspense>
  )
}

/** What is known of one person, and the end of it. */
function OnePerson({ id }: { id: string }) {
  const person = useSuspenseQuery(personQuery(id)).data
  const may = useMay()
  const [erasing, setErasing] = useState(false)
  useCrumb(callOf(person))
  return (
    <PageBody>
      <title>{`${callOf(person)} · ConcertMaster`}</title>
      <PageHeader
        title={callOf(person)}
        lead={
          person.erasedAt
            ? `Erased on ${dateTimeText(person.erasedAt)}. Nobody can read what was sealed with this person’s key.`
            : `${person.email ?? ''}, known since ${dateTimeText(person.createdAt)}`
        }
        actions={
          may('persons.erase') &&
          !person.erasedAt && (
            <Button kind="danger" icon={UserRoundX} onClick={() => setErasing(true)}>
              Erase this person…
            </Button>
          )
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card title="Responses">
          {person.responses.length === 0 && <p className="p-4 text-ink-2">None.</p>}
          <ul className="divide-y divide-line">
            {person.responses.map((one) => (
              <li key={one.id} className="flex flex-wrap gap-x-3 px-4 py-2">
                <Link to={paths.response({ responseId: one.id })} className="font-mono text-accent underline">
                  {one.number}
                </Link>
                <span className="flex-1 wrap-anywhere">{one.formName}</span>
                <span className="text-dense text-ink-2">{dateTimeText(one.submittedAt)}</span>
              </li>
            ))}
          </ul>
        </Card>
        <Consents person={person} />
      </div>
      {erasing && <EraseDialog person={person} onClose={() => setErasing(false)} />}
    </PageBody>
  )
}

function EraseDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const erase = useErasePerson(person.id)
  const run = () =>
    erase.mutate(reason.trim(), {
      onSuccess: () => {
        toastDone('The person was erased')
        onClose()
      },
    })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Erase ${callOf(person)}?`}
      description="This cannot be undone, by anybody."
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button kind="danger" busy={erase.isPending} disabled={reason.trim() === ''} onClick={run}>
            Erase for good
          </Button>
        </>
      }
    >
      <ul className="mb-4 list-disc ps-5 text-ink-2">
        <li>
          The key of this person is destroyed: sealed answers in{' '}
          {count(person.responses.length, 'response', 'responses')} become unreadable.
        </li>
        <li>Name, address, drafts, files and invitations are removed.</li>
        <li>What happened stays in the log, and says “erased” where the person stood.</li>
      </ul>
      {erase.isError && <ErrorState error={erase.error} compact />}
      <Field label="Why?" required help="Kept in the log. Write no personal data here.">
        <Textarea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  )
}
