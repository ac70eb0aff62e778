import { useQuery } from '@tanstack/react-query'
import { Footprints } from 'lucide-react'
import { dropOffQuery } from '../../../api/forms'
import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { durationText } from '../../../lib/time'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'

const rowLook =
  'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3 gap-y-1 text-dense sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_15rem]'

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
            {version.fields.length > 0 && (
              <p className="mt-3 text-dense text-ink-2">
                Touched last by those who stopped:{' '}
                {version.fields
                  .slice(0, 5)
                  .map((one) => `${labels.get(one.field) ?? one.field} (${one.lastTouched})`)
                  .join(', ')}
              </p>
            )}
          </div>
        </Card>
      ))}
    </div>
  )
}
