import { CircleStop } from 'lucide-react'
import { useLiveQueries } from '../../../api/live'
import { useMay } from '../../../api/session'
import { type Distribution, useDistributions, useStopDistribution } from './sharing'
import { dateTimeText } from '../../../lib/time'
import { useFilters } from '../../../lib/useFilters'
import { IconButton } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { RelativeTime } from '../../../ui/RelativeTime'
import { SkeletonRows } from '../../../ui/Skeleton'
import { type Column, Table } from '../../../ui/Table'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { Board } from './Board'

const columnsFor = (open: (id: string) => void): Column<Distribution>[] => [
  {
    id: 'sent',
    title: 'Sent',
    cell: (one) => (
      <button type="button" onClick={() => open(one.id)} className="text-accent underline underline-offset-2">
        <RelativeTime at={one.sentAt} />
      </button>
    ),
  },
  { id: 'progress', title: 'Told', cell: (one) => <Progress sending={one} /> },
  { id: 'version', title: 'Version', cell: (one) => one.formVersion, align: 'right', minor: true },
  { id: 'invited', title: 'Asked', cell: (one) => <Figure of={one.invited} word="asked" />, align: 'right' },
  { id: 'opened', title: 'Opened', cell: (one) => <Figure of={one.opened} word="opened" />, align: 'right' },
  { id: 'started', title: 'Begun', cell: (one) => one.started ?? '–', align: 'right', minor: true },
  { id: 'submitted', title: 'Answered', cell: (one) => <Figure of={one.submitted} word="answered" />, align: 'right' },
  { id: 'bounced', title: 'Not delivered', cell: (one) => one.bounced || '–', align: 'right', minor: true },
  { id: 'reminded', title: 'Reminded', cell: (one) => one.reminded || '–', align: 'right', minor: true },
  { id: 'deadline', title: 'Until', cell: (one) => (one.deadline ? dateTimeText(one.deadline) : 'open'), minor: true },
]

const barLook =
  'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent ' +
  '[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'

/** How far the letters are; nothing has to be said once they are all out. */
function Progress({ sending }: { sending: Distribution }) {
  const told = sending.sent + sending.bounced
  if (sending.status === 'finished') return <span className="text-ink-2">{ways[sending.channel]}</span>
  if (sending.status === 'scheduled' && sending.opensAt)
    return <span className="text-waiting">on {dateTimeText(sending.opensAt)}</span>
  if (sending.status === 'stopped')
    return (
      <span className="text-ink-2">
        stopped after {told} of {sending.invited}
      </span>
    )
  return (
    <span className="flex min-w-32 flex-col gap-1">
      <progress aria-label="Letters that are out" value={told} max={sending.invited} className={barLook} />
      <span>
        {told} of {sending.invited}
      </span>
      {sending.waitsBecause && <span className="text-attention wrap-anywhere">Waits: {sending.waitsBecause}</span>}
    </span>
  )
}

const ways = { mail: 'by mail', sms: 'by text message', portal: 'in the application' }

function Figure({ of, word }: { of: number; word: string }) {
  return (
    <>
      {of}
      <span className="md:hidden"> {word}</span>
    </>
  )
}

/** What was sent so far, and what became of it. */
export function Sendings({ formId }: { formId: string }) {
  const list = useDistributions(formId)
  const [{ sending }, setFilters] = useFilters('sending')
  const may = useMay()
  const stop = useStopDistribution(formId)
  const stopping: Column<Distribution> = {
    id: 'stop',
    title: '',
    align: 'right',
    cell: (one) =>
      (one.status === 'sending' || one.status === 'scheduled') && may('forms.send') ? (
        <IconButton
          icon={CircleStop}
          size="small"
          label="Stop this sending"
          disabled={stop.isPending}
          onClick={() =>
            stop.mutate(one.id, {
              onSuccess: () => toastDone('Stopped: whoever was not told yet will not be'),
              onError: toastFailed,
            })
          }
        />
      ) : null,
  }
  const key = ['forms', 'distributions', formId]
  useLiveQueries('responses', key)
  // While letters leave, it is read every other second anyway.
  useLiveQueries(list.data?.some((one) => one.status === 'sending') ? 'responses' : 'invitations', key)
  return (
    <Card title="Sent so far">
      {list.isPending && <SkeletonRows count={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} compact />}
      {list.data?.length === 0 && <p className="p-4 text-ink-2">Nothing was sent yet.</p>}
      {list.data && list.data.length > 0 && (
        <Table
          label="Sent so far"
          rows={list.data}
          columns={[...columnsFor((id) => setFilters({ sending: id })), stopping]}
          keyOf={(one) => one.id}
        />
      )}
      {sending && (
        <Board
          formId={formId}
          distributionId={sending}
          opensAt={list.data?.find((one) => one.id === sending && one.status === 'scheduled')?.opensAt}
          onClose={() => setFilters({ sending: null })}
        />
      )}
    </Card>
  )
}
