import { CircleX, ClipboardCheck, FilePen } from 'lucide-react'
import { Link } from 'react-router'
import { type Home, useHome } from './home'
import { useLiveQueries } from '../../api/live'
import { errorText } from '../../api/runs'
import { useSession } from '../../api/session'
import { paths } from '../../app/paths'
import { ErrorState } from '../../ui/ErrorState'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { Skeleton } from '../../ui/Skeleton'
import { FormsForMe } from '../my-forms/FormsForMe'
import { DayChart } from './DayChart'
import { FirstSteps } from './FirstSteps'
import { NeedsList } from './NeedsList'

export function HomePage() {
  const home = useHome()
  const { user } = useSession()
  useLiveQueries('runs', ['home'])
  useLiveQueries('reviews', ['home'])
  return (
    <PageBody>
      <PageHeader title={`Good ${partOfDay()}, ${user.name.split(' ')[0]}`} lead="What needs you now, and what happened since." />
      {home.isError && <ErrorState error={home.error} onRetry={() => void home.refetch()} />}
      {home.isPending && <Skeleton className="h-64" />}
      {home.data && <Contents home={home.data} />}
    </PageBody>
  )
}

const partOfDay = () => {
  const hour = new Date().getHours()
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

function Contents({ home }: { home: Home }) {
  const { hasOwnWorkflow, hasPublished, hasRun } = home.firstSteps
  const started = hasOwnWorkflow && hasPublished && hasRun
  const series = [
    { label: 'Runs', tone: 'text-running', values: home.days.map((day) => ({ date: day.date, value: day.runs })) },
    { label: 'Failed runs', tone: 'text-failed', values: home.days.map((day) => ({ date: day.date, value: day.failed })) },
    { label: 'Answers', tone: 'text-accent', values: home.days.map((day) => ({ date: day.date, value: day.responses })) },
    { label: 'Decisions', tone: 'text-done', values: home.days.map((day) => ({ date: day.date, value: day.decisions })) },
  ]
  return (
    <div className="flex flex-col gap-5">
      {!started && <FirstSteps steps={home.firstSteps} />}
      <div className="grid gap-5 lg:grid-cols-3">
        <NeedsList
          title="Reviews due"
          icon={ClipboardCheck}
          tone="text-attention"
          empty="No review waits for you."
          items={home.reviewsDue.map((review) => ({
            id: review.id,
            to: paths.review({ reviewId: review.id }),
            title: review.title,
            note: review.reason ?? review.queue ?? '',
            at: review.dueAt ?? review.requestedAt,
          }))}
        />
        <NeedsList
          title="Failed runs"
          icon={CircleX}
          tone="text-failed"
          empty="No run has failed lately."
          items={home.failedRuns.map((run) => ({
            id: run.id,
            to: paths.run({ runId: run.id }),
            title: run.workflowName,
            note: errorText(run.error) ?? '',
            at: run.endedAt ?? run.startedAt,
          }))}
        />
        <NeedsList
          title="Drafts"
          icon={FilePen}
          tone="text-ink-2"
          empty="Everything you drew is published."
          items={home.drafts.map((draft) => ({
            id: draft.id,
            to: paths.workflow({ workflowId: draft.id }),
            title: draft.name,
            note: `${draft.nodeCount} steps`,
            at: draft.updatedAt,
          }))}
        />
      </div>
      <FormsForMe />
      <Card title="The last seven days" aside={<Running home={home} />}>
        <div className="grid gap-x-8 gap-y-6 p-5 sm:grid-cols-2 xl:grid-cols-4">
          {series.map((one) => (
            <DayChart key={one.label} {...one} />
          ))}
        </div>
      </Card>
      {home.drafts[0] && (
        <p className="text-dense text-ink-3">
          Last change: <RelativeTime at={home.drafts[0].updatedAt} />
        </p>
      )}
    </div>
  )
}

function Running({ home }: { home: Home }) {
  return (
    <span className="flex gap-4 text-dense text-ink-2">
      <Link to={`${paths.runs()}?status=running`} className="hover:text-ink">
        <b className="text-running">{home.runningCount}</b> running
      </Link>
      <Link to={`${paths.runs()}?status=waiting`} className="hover:text-ink">
        <b className="text-waiting">{home.waitingCount}</b> waiting
      </Link>
    </span>
  )
}
