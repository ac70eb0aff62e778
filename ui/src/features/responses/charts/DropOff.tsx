import { useQuery } from '@tanstack/react-query'
import { Footprints } from 'lucide-react'
import { dropOffQuery, type DropOffVersion } from '../../../api/forms'
import { durationText } from '../../../lib/time'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'

const rowLook =
  'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3 gap-y-1 text-dense sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_15rem]'

/** How far people came, page by page, how long each took them, and which question they touched last. */
export function DropOff({ formId }: { formId: string }) {
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
                  <span className="truncate">{page.isCheck ? 'Check before sending' : page.title || `Page ${page.page + 1}`}</span>
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
            <Questions fields={version.fields} />
          </div>
        </Card>
      ))}
    </div>
  )
}

/** Where people stopped within a page, and how long each question takes them. */
function Questions({ fields }: { fields: DropOffVersion['fields'] }) {
  if (fields.length === 0) return null
  const longest = Math.max(...fields.map((one) => one.medianSeconds ?? 0), 1)
  return (
    <details className="mt-4">
      <summary className="cursor-pointer font-medium">Question by question</summary>
      <ol className="mt-3 grid gap-2">
        {fields.map((one) => (
          <li key={one.field} className={rowLook}>
            <span className="truncate" title={one.label}>
              {one.label}
            </span>
            <span aria-hidden className="h-3 rounded-sm bg-sunken">
              <span
                className="block h-full rounded-sm bg-waiting"
                style={{ width: `${(100 * (one.medianSeconds ?? 0)) / longest}%` }}
              />
            </span>
            <span className="tabular-nums max-sm:col-span-2">
              {one.medianSeconds !== null && durationText(one.medianSeconds * 1000)}
              {one.lastTouched > 0 && <span className="text-attention"> {one.lastTouched} stopped after it</span>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
