import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { versionQuery, versionsQuery } from '../../../api/forms'
import type { FormDefinition } from '../../../form-view/definition'
import { useFilters } from '../../../lib/useFilters'
import { dateTimeText } from '../../../lib/time'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Checkbox, Select } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone } from '../../../ui/Toast'
import { edit, undo, useBuilder } from '../model/builder'
import { toDraft } from '../model/edits'
import { changesBetween, type FormChange } from './changes'
import { DrawnChanges } from './DrawnChanges'

/** The published versions, what changed from one to the next, and a way back to any. */
export function VersionsTab({ formId, mayEdit }: { formId: string; mayEdit: boolean }) {
  const versions = useQuery(versionsQuery(formId))
  const draft = useBuilder((state) => state.draft)
  const [{ version: wanted }, setFilters] = useFilters('version')
  if (versions.isPending) return <SkeletonRows />
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  const { items } = versions.data
  if (items.length === 0)
    return (
      <EmptyState icon={History} title="No version yet">
        Publishing makes one. It never changes afterwards: answers stay tied to the version that they were given to.
      </EmptyState>
    )
  const open = wanted === '' ? null : Number(wanted)
  return (
    <div className="mx-auto grid max-w-5xl items-start gap-4 px-6 py-5 max-md:px-4 max-md:pb-24 md:grid-cols-[280px_1fr]">
      <Card title="Versions">
        <ul className="divide-y divide-line">
          <Version title="As it is edited now" about="not published" on={open === null} onOpen={() => setFilters({ version: null })} />
          {items.map((one) => (
            <Version
              key={one.version}
              title={`Version ${one.version}`}
              about={`${dateTimeText(one.publishedAt)}, ${one.fieldCount} fields`}
              on={open === one.version}
              onOpen={() => setFilters({ version: String(one.version) })}
            />
          ))}
        </ul>
      </Card>
      {open === null ? (
        <Compared formId={formId} after={draft} others={items.map((one) => one.version)} />
      ) : (
        <OneVersion
          key={open}
          formId={formId}
          version={open}
          // Those before it first: what changed since is what one asks most often.
          others={items.map((one) => one.version).filter((one) => one < open)
            .concat(items.map((one) => one.version).filter((one) => one > open))}
          mayEdit={mayEdit}
        />
      )}
    </div>
  )
}

interface VersionProps {
  title: string
  about: string
  on: boolean
  onOpen: () => void
}

const Version = ({ title, about, on, onOpen }: VersionProps) => (
  <li>
    <button
      type="button"
      aria-current={on ? 'true' : undefined}
      onClick={onOpen}
      className={`w-full px-4 py-2 text-left hover:bg-sunken ${on ? 'bg-accent-soft' : ''}`}
    >
      <span className="block font-medium">{title}</span>
      <span className="block text-dense text-ink-2">{about}</span>
    </button>
  </li>
)

interface OneVersionProps {
  formId: string
  version: number
  others: readonly number[]
  mayEdit: boolean
}

function OneVersion({ formId, version, others, mayEdit }: OneVersionProps) {
  const one = useQuery(versionQuery(formId, version))
  if (one.isPending) return <SkeletonRows />
  if (one.isError) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />
  const { definition } = one.data
  const restore = () => {
    edit(() => toDraft(definition), null)
    toastDone(`The form is as in version ${version} again, not yet published`, { label: 'Undo', run: undo })
  }
  return (
    <div className="grid gap-3">
      {mayEdit && (
        <Button className="justify-self-start" onClick={restore}>
          Go on from version {version}
        </Button>
      )}
      <p className="font-mono text-xs break-all text-ink-3">SHA-256 {one.data.hash}</p>
      {others.length === 0 ? (
        <p className="text-ink-2">The first version.</p>
      ) : (
        <Compared formId={formId} after={definition} others={others} />
      )}
    </div>
  )
}

interface ComparedProps {
  formId: string
  after: FormDefinition
  /** Versions that it can be compared with; with the first, where nobody says otherwise. */
  others: readonly number[]
}

function Compared({ formId, after, others }: ComparedProps) {
  const [{ drawn, with: wanted }, setFilters] = useFilters('drawn', 'with')
  const before = others.find((one) => String(one) === wanted) ?? others[0]!
  const former = useQuery(versionQuery(formId, before))
  if (!former.data) return <SkeletonRows count={3} />
  // Both as the builder holds them, so that only what somebody changed is different.
  const [old, now] = [toDraft(former.data.definition), toDraft(after)]
  const changes = changesBetween(old, now)
  return (
    <Card
      title="What is different"
      aside={
        <div className="flex flex-wrap items-center justify-end gap-x-4">
          <Select
            aria-label="Compared with"
            value={String(before)}
            options={others.map((one) => ({ value: String(one), label: `from version ${one}` }))}
            onPick={(version) => setFilters({ with: version === String(others[0]) ? null : version })}
            className="w-40"
          />
          {changes.length > 0 && (
            <Checkbox
              label="As the form"
              className="items-center"
              checked={drawn !== ''}
              onToggle={(on) => setFilters({ drawn: on ? 'yes' : null })}
            />
          )}
        </div>
      }
    >
      {changes.length === 0 && <p className="p-4 text-ink-2">Nothing.</p>}
      {drawn !== '' && <DrawnChanges before={old} after={now} />}
      <ul className="divide-y divide-line" hidden={drawn !== ''}>
        {changes.map((change, at) => (
          <Change key={`${at} ${change.what}`} change={change} />
        ))}
      </ul>
    </Card>
  )
}

const words = { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved' }
const tones = { added: 'text-done', removed: 'text-failed', changed: 'text-running', moved: 'text-ink-2' }

const Change = ({ change }: { change: FormChange }) => (
  <li className="px-4 py-2">
    <span className={`font-medium ${tones[change.kind]}`}>{words[change.kind]}</span>{' '}
    <span className="font-medium wrap-anywhere">{change.what}</span>
    <ul className="text-dense text-ink-2">
      {change.details.map((detail) => (
        <li key={detail} className="wrap-anywhere">
          {detail}
        </li>
      ))}
    </ul>
  </li>
)
