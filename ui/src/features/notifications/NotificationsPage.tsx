import { Bell, CheckCheck } from 'lucide-react'
import { Link } from 'react-router'
import { useMay } from '../../api/session'
import { classes } from '../../lib/classes'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { SkeletonRows } from '../../ui/Skeleton'
import { toastFailed } from '../../ui/Toast'
import { HookList } from './HookList'
import { useNoticeAct, useNotices } from './notifications'
import { PreferencesForm } from './PreferencesForm'

/** What I was told, and how I want to be told. */
export function NotificationsPage() {
  const notices = useNotices()
  const may = useMay()
  const act = useNoticeAct()
  const items = notices.data?.items ?? []
  const unread = items.filter((one) => one.readAt === null)
  return (
    <PageBody>
      <PageHeader
        title="Notifications"
        lead="What needed you, newest first."
        actions={
          unread.length > 0 && (
            <Button
              icon={CheckCheck}
              busy={act.isPending}
              onClick={() => act.mutate({ act: 'read', ids: null }, { onError: toastFailed })}
            >
              Mark all as read
            </Button>
          )
        }
      />
      <div className="mt-5 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Card>
          {notices.isPending && <SkeletonRows />}
          {notices.isError && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
          {notices.isSuccess && items.length === 0 && (
            <EmptyState icon={Bell} title="Nothing yet">
              You are told here when a review waits for you, is handed to you, is late, or is decided.
            </EmptyState>
          )}
          <ul className="divide-y divide-line">
            {items.map((one) => (
              <li key={one.id} className={classes('relative px-4 py-3', one.readAt === null && 'bg-accent-soft')}>
                <Link
                  to={one.path}
                  onClick={() => {
                    if (one.readAt === null) act.mutate({ act: 'read', ids: [one.id] })
                  }}
                  className="font-medium wrap-anywhere after:absolute after:inset-0"
                >
                  {one.readAt === null && <span className="sr-only">Unread: </span>}
                  {one.title}
                </Link>
                {one.body && <p className="line-clamp-2 text-dense text-ink-2 wrap-anywhere">{one.body}</p>}
                <p className="text-dense text-ink-3">
                  <RelativeTime at={one.at} />
                </p>
              </li>
            ))}
          </ul>
        </Card>
        <div className="grid gap-5">
          <PreferencesForm />
          {may('users.manage') && <HookList />}
        </div>
      </div>
    </PageBody>
  )
}
