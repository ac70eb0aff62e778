import { Archive, CircleCheck, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useLiveQueries } from '../../api/live'
import { type Failure, useFailures } from '../../api/runs'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { count } from '../../lib/text'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { RedriveDialog } from './RedriveDialog'
import { SetAsideDialog } from './SetAsideDialog'

const keyOf = (failure: Failure) => `${failure.workflowId} ${failure.nodeId} ${failure.code}`

/** What went wrong and is still open. Runs that failed in the same way stand together: they are mended together. */
export function FailuresPage() {
  const failures = useFailures()
  useLiveQueries('runs', ['runs', 'failures'])
  const items = failures.data?.items ?? []
  return (
    <PageBody>
      <PageHeader
        title="Failures"
        lead="Runs that failed, by what went wrong, until somebody drives them on or sets them aside. Nothing of them is lost."
      />
      <Card>
        <ListBody
          list={{ ...failures, items }}
          empty={
            <EmptyState icon={CircleCheck} title="Nothing is open">
              When a run fails, it stands here with its reason until it is driven on or set aside.
            </EmptyState>
          }
        >
          <ul>
            {items.map((failure) => (
              <FailureRow key={keyOf(failure)} failure={failure} />
            ))}
          </ul>
        </ListBody>
      </Card>
    </PageBody>
  )
}

function FailureRow({ failure }: { failure: Failure }) {
  const [asking, setAsking] = useState<'drive' | 'aside' | null>(null)
  const may = useMay()('runs.control')
  const { runIds } = failure
  const close = () => setAsking(null)
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line px-4 py-3.5 last:border-0">
      <div className="min-w-0 flex-1 basis-80">
        <p className="wrap-anywhere">{failure.message}</p>
        <p className="mt-0.5 text-dense text-ink-2 wrap-anywhere">
          <Link to={paths.workflow({ workflowId: failure.workflowId })} className="font-medium text-ink hover:text-accent">
            {failure.workflowName}
          </Link>
          {failure.nodeId !== null && <>, step {failure.nodeId}</>} · <span className="font-mono text-xs">{failure.code}</span>
        </p>
      </div>
      <div className="w-44 text-dense text-ink-2">
        <p className="font-medium text-ink">
          <Link to={paths.failedRunsOf({ workflowId: failure.workflowId })} className="hover:text-accent">
            {count(failure.count, 'run')}
          </Link>
        </p>
        <p>
          last <RelativeTime at={failure.lastAt} />
        </p>
        {failure.count > 1 && (
          <p>
            first <RelativeTime at={failure.firstAt} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={RotateCcw} disabled={!may} onClick={() => setAsking('drive')}>
          Drive on…
        </Button>
        <Button size="small" icon={Archive} disabled={!may} onClick={() => setAsking('aside')}>
          Set aside…
        </Button>
      </div>
      <RedriveDialog open={asking === 'drive'} onOpenChange={close} ids={runIds} />
      {asking === 'aside' && <SetAsideDialog ids={runIds} onClose={close} />}
    </li>
  )
}
