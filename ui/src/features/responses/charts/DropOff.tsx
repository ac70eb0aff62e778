import { useQuery } from '@tanstack/react-query'
import { Footprints } from 'lucide-react'
import { dropOffQuery, type DropOffVersion } from '../../../api/forms'
import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { durationText } from '../../../lib/time'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'

const rowLook =
  'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3 gap-y-1 text-dense sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_15rem]'

const shownMax = 5

/** How far people came, page by page, how long each took them, and which question they touched last. */
export function DropOff({ formId, definition }: { formId: string; definition: FormDefinition }) {
  const { data, isPending, isError, error, refetch } = useQuery(dropOffQuery(formId))
  if (isPending) return <SkeletonRows />
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />
  const versions = data.versions.filter((one) => one.started > 0)
  if (versions.length === 0)
    return (
      <EmptyState icon={Footprints} title="Nobody has begun yet">
        As soon as people open the form, the pages where they stop are shown here.
      </EmptyState>
    )
  const labels = new Map(readForm(definition).fields.map((field) => [field.name, field.label]))
  return (
    <div className="grid gap-4">
      {versions.map((version) => (
        <Card key={version.version} title={`Version ${version.version}`}>
          <div className="p-4">
            <p className="mb-3 text-ink-2">
              {version.started} began, {version.submitted} sent it.
            </p>
            <ol className="grid gap-2">
              {version.pages.map((page) => (
                <li key={page.page} className={rowLook}>
                  <span className="truncate">{page.title || `Page ${page.page + 1}`}</span>
                  <span aria-hidden className="h-5 rounded-sm bg-sunken">
                    <span
                      className="block h-full rounded-sm bg-accent"
                      style={{ width: `${(100 * page.reached) / version.started}%` }}
                    />
                  </span>
                  <span className="tabular-nums max-sm:col-span-2">
                    {page.reached} reached
                    {page.left > 0 && <span className="text-attention">, {page.left} stopped</span>}
                    {page.medianSeconds !== null && (
                      <span className="text-ink-3">, {durationText(page.medianSeconds * 1000)}</span>
                    )}
                  </span>
                </li>
              ))}
            </ol>
            <Questions fields={version.fields} labelOf={(name) => labels.get(name) ?? name} />
          </div>
        </Card>
      ))}
    </div>
  )
}

type QuestionsProps = { fields: DropOffVersion['fields']; labelOf: (name: string) => string }

/** Where people stopped within a page, and which questions take them long. */
function Questions({ fields, labelOf }: QuestionsProps) {
  const stopped = fields.filter((one) => one.lastTouched > 0).slice(0, shownMax)
  const slow = fields
    .filter((one) => one.medianSeconds !== null)
    .sort((one, other) => (other.medianSeconds ?? 0) - (one.medianSeconds ?? 0))
    .slice(0, shownMax)
  return (
    <div className="mt-3 grid gap-1 text-dense text-ink-2">
      {stopped.length > 0 && (
        <p>
          Touched last by those who stopped: {stopped.map((one) => `${labelOf(one.field)} (${one.lastTouched})`).join(', ')}
        </p>
      )}
      {slow.length > 0 && (
        <p>
          Longest at: {slow.map((one) => `${labelOf(one.field)} (${durationText((one.medianSeconds ?? 0) * 1000)})`).join(', ')}
        </p>
      )}
    </div>
  )
}
