import { Ban, BellRing, MailPlus } from 'lucide-react'
import { useState } from 'react'
import { type InvitationRow, useActOnInvitation, useInvitations } from '../../../api/forms'
import { useLiveQueries } from '../../../api/live'
import { useMay } from '../../../api/session'
import { count } from '../../../lib/text'
import { dateTimeText } from '../../../lib/time'
import { useDebounced } from '../../../lib/useDebounced'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Input, Select } from '../../../ui/Field'
import { StatusPill } from '../../../ui/Pill'
import { RelativeTime } from '../../../ui/RelativeTime'
import { SkeletonRows } from '../../../ui/Skeleton'
import { type Column, moreOf, Table } from '../../../ui/Table'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { useRemindAll } from './sharing'

interface BoardProps {
  formId: string
  distributionId: string
  /** Where nobody was told yet. */
  opensAt?: string | null | undefined
  onClose: () => void
}

/** One sending person by person: how far each came, and what can be done about it. */
export function Board({ formId, distributionId, opensAt, onClose }: BoardProps) {
  const [state, setState] = useState('')
  const [search, setSearch] = useState('')
  const list = useInvitations(formId, distributionId, { state, search: useDebounced(search.trim(), 300) })
  const key = ['forms', 'invitations', formId, distributionId]
  useLiveQueries('responses', key)
  // Letters that came back, forms that were opened.
  useLiveQueries('invitations', key)
  return (
    <Dialog open onOpenChange={onClose} title="Who was asked" wide>
      <div className="mb-2 flex flex-wrap gap-2">
        <Input
          aria-label="Find a person"
          placeholder="Name, address or reference"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="min-w-48 flex-1"
        />
        <Select aria-label="State" value={state} options={states} onPick={setState} className="w-52" />
        {!opensAt && <RemindAll formId={formId} distributionId={distributionId} />}
      </div>
      {list.isPending && <SkeletonRows count={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} compact />}
      {list.isSuccess && list.items.length === 0 && (
        <p className="p-4 text-ink-2">
          {opensAt ? `Nobody was told yet: the letters leave on ${dateTimeText(opensAt)}.` : 'Nobody is like that.'}
        </p>
      )}
      {list.isSuccess && list.items.length > 0 && (
        <Table
          label="Who was asked"
          rows={list.items}
          columns={columns}
          keyOf={(row) => row.id}
          more={moreOf(list)}
        />
      )}
    </Dialog>
  )
}

function RemindAll({ formId, distributionId }: { formId: string; distributionId: string }) {
  const may = useMay()
  const remind = useRemindAll(formId)
  if (!may('forms.send')) return null
  return (
    <Button
      icon={BellRing}
      busy={remind.isPending}
      onClick={() =>
        remind.mutate(distributionId, {
          onSuccess: (asked) => toastDone(`${count(asked.count, 'person', 'people')} who have not answered will be reminded now`),
          onError: toastFailed,
        })
      }
    >
      Remind who has not answered
    </Button>
  )
}

const states = [
  { value: '', label: 'Everybody' },
  { value: 'unanswered', label: 'Has not answered' },
  { value: 'submitted', label: 'Has answered' },
  { value: 'started', label: 'Has begun' },
  { value: 'opened', label: 'Has opened it' },
  { value: 'bounced', label: 'Not delivered' },
  { value: 'revoked', label: 'Revoked' },
]

const lastStep = (row: InvitationRow) => row.submittedAt ?? row.startedAt ?? row.openedAt ?? row.sentAt

const columns: Column<InvitationRow>[] = [
  {
    id: 'who',
    title: 'Person',
    cell: (row) => (
      <span className="wrap-anywhere">
        {row.name ?? (row.email || row.phone)}
        {row.name && <span className="block text-dense font-normal text-ink-2">{row.email || row.phone}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    title: 'State',
    cell: (row) => (
      <>
        <StatusPill status={row.startedAt && row.state === 'opened' ? 'started' : row.state} />
        {row.bouncedBecause && <span className="block text-dense text-failed wrap-anywhere">{row.bouncedBecause}</span>}
      </>
    ),
  },
  { id: 'at', title: 'Since', cell: (row) => (lastStep(row) ? <RelativeTime at={lastStep(row)!} /> : '–') },
  { id: 'reminders', title: 'Reminded', cell: (row) => row.reminders || '–', align: 'right', minor: true },
  { id: 'acts', title: '', cell: (row) => <Acts row={row} />, align: 'right' },
]

function Acts({ row }: { row: InvitationRow }) {
  const may = useMay()
  const act = useActOnInvitation()
  if (!may('forms.send') || row.state === 'submitted' || row.state === 'revoked') return null
  const run = (what: 'resend' | 'revoke', done: string) =>
    act.mutate({ id: row.id, act: what }, { onSuccess: () => toastDone(done), onError: toastFailed })
  const who = row.name ?? (row.email || row.phone)
  return (
    <span className="inline-flex">
      <IconButton
        icon={MailPlus}
        label={`Send again to ${who}`}
        size="small"
        disabled={act.isPending}
        onClick={() => run('resend', `Sent again to ${who}`)}
      />
      <IconButton
        icon={Ban}
        label={`Revoke the link of ${who}`}
        size="small"
        disabled={act.isPending}
        onClick={() => run('revoke', `The link of ${who} leads nowhere now`)}
      />
    </span>
  )
}
