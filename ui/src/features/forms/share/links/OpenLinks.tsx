import { useQuery } from '@tanstack/react-query'
import { Ban, CodeXml, Copy, Link2, PencilLine, Plus, QrCode } from 'lucide-react'
import { useState } from 'react'
import type { Form } from '../../../../api/forms'
import { useLiveQueries } from '../../../../api/live'
import { useMay } from '../../../../api/session'
import { type OpenLink, openLinksQuery, useOpenLinkActs } from '../sharing'
import { copyText } from '../../../../lib/copyText'
import { count } from '../../../../lib/text'
import { dateTimeText } from '../../../../lib/time'
import { Button, IconButton } from '../../../../ui/Button'
import { ConfirmDialog } from '../../../../ui/Dialog'
import { ErrorState } from '../../../../ui/ErrorState'
import { Card } from '../../../../ui/PageHeader'
import { StatusPill } from '../../../../ui/Pill'
import { SkeletonRows } from '../../../../ui/Skeleton'
import { type Column, Table } from '../../../../ui/Table'
import { toastDone, toastFailed } from '../../../../ui/Toast'
import { EmbedDialog } from './EmbedDialog'
import { NewLinkDialog } from './NewLinkDialog'
import { PrefillDialog } from './PrefillDialog'
import { QrDialog } from './QrDialog'

/** Links that anybody may begin the form with: on a web page, on a poster, in a newsletter. */
export function OpenLinks({ form }: { form: Form }) {
  const may = useMay()
  const links = useQuery(openLinksQuery(form.id))
  const { close } = useOpenLinkActs(form.id)
  const [making, setMaking] = useState(false)
  const [embedding, setEmbedding] = useState<OpenLink | null>(null)
  const [picturing, setPicturing] = useState<OpenLink | null>(null)
  const [filling, setFilling] = useState<OpenLink | null>(null)
  const [closing, setClosing] = useState<OpenLink | null>(null)
  useLiveQueries('responses', ['forms', 'links', form.id])
  useLiveQueries('invitations', ['forms', 'links', form.id])
  const acts: Column<OpenLink> = {
    id: 'acts',
    title: '',
    align: 'right',
    cell: (link) => (
      <span className="inline-flex">
        <IconButton icon={Copy} size="small" label={`Copy the link ${link.name}`} onClick={() => copy(link.url)} />
        <IconButton icon={QrCode} size="small" label={`QR code of the link ${link.name}`} onClick={() => setPicturing(link)} />
        <IconButton
          icon={CodeXml}
          size="small"
          label={`Show the form of ${link.name} in a web page`}
          onClick={() => setEmbedding(link)}
        />
        {may('forms.send') && link.state !== 'closed' && (
          <>
            <IconButton
              icon={PencilLine}
              size="small"
              label={`Fill in answers of the link ${link.name}`}
              onClick={() => setFilling(link)}
            />
            <IconButton icon={Ban} size="small" label={`Close the link ${link.name}`} onClick={() => setClosing(link)} />
          </>
        )}
      </span>
    ),
  }
  return (
    <Card
      title="Open links"
      aside={
        may('forms.send') && (
          <Button size="small" icon={Plus} onClick={() => setMaking(true)}>
            New link
          </Button>
        )
      }
    >
      {links.isPending && <SkeletonRows count={1} />}
      {links.isError && <ErrorState error={links.error} onRetry={() => void links.refetch()} compact />}
      {links.data?.length === 0 && (
        <p className="flex items-center gap-2 p-4 text-ink-2">
          <Link2 size={16} aria-hidden /> A link that anybody may begin the form with, within its dates and its quota.
        </p>
      )}
      {links.data && links.data.length > 0 && (
        <Table label="Open links" rows={links.data} columns={[...columns, acts]} keyOf={(link) => link.id} />
      )}
      {making && <NewLinkDialog form={form} onClose={() => setMaking(false)} />}
      {embedding && <EmbedDialog form={form} link={embedding} onClose={() => setEmbedding(null)} />}
      {picturing && <QrDialog link={picturing} onClose={() => setPicturing(null)} />}
      {filling && <PrefillDialog form={form} link={filling} onClose={() => setFilling(null)} />}
      <ConfirmDialog
        open={closing !== null}
        onOpenChange={() => setClosing(null)}
        title={`Close the link “${closing?.name}”?`}
        act="Close the link"
        onConfirm={() =>
          closing && close.mutate(closing.id, { onSuccess: () => toastDone('The link is closed'), onError: toastFailed })
        }
      >
        Nobody can begin by it any more. Who has begun can finish. It cannot be opened again; make another one instead.
      </ConfirmDialog>
    </Card>
  )
}

const copy = (url: string) => void copyText(url).then(() => toastDone('Copied'), toastFailed)

const columns: Column<OpenLink>[] = [
  {
    id: 'name',
    title: 'Link',
    cell: (link) => (
      <span className="wrap-anywhere">
        {link.name}
        <span className="block max-w-80 truncate font-mono text-xs font-normal text-ink-2">{link.url}</span>
      </span>
    ),
  },
  { id: 'state', title: 'State', cell: (link) => <StatusPill status={link.state === 'notYet' ? 'pending' : link.state} /> },
  { id: 'terms', title: 'Terms', cell: (link) => <span className="text-ink-2">{termsOf(link)}</span> },
  { id: 'started', title: 'Begun', cell: (link) => link.started, align: 'right', minor: true },
  {
    id: 'submitted',
    title: 'Answered',
    align: 'right',
    cell: (link) => (
      <>
        {link.quota === null ? link.submitted : `${link.taken} of ${link.quota}`}
        <span className="md:hidden"> answered</span>
      </>
    ),
  },
]

const termsOf = (link: OpenLink) =>
  [
    link.opensAt && `from ${dateTimeText(link.opensAt)}`,
    link.closesAt && `until ${dateTimeText(link.closesAt)}`,
    link.quota !== null && `at most ${count(link.quota, 'answer')}`,
    link.onePerPerson === 'email' && 'one answer a person',
  ]
    .filter(Boolean)
    .join(', ') || 'no limits'
