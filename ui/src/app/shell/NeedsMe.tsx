import { Bell, BellRing, CircleX, ClipboardCheck } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useLiveQueries } from '../../api/live'
import { useHome } from '../../features/home/home'
import { useNoticeAct, useNotices } from '../../features/notifications/notifications'
import { count } from '../../lib/text'
import { IconButton } from '../../ui/Button'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/Menu'
import { paths } from '../paths'

/** What needs me, from anywhere: what I was told, reviews that are due and runs that failed. */
export function NeedsMe() {
  const home = useHome().data
  const notices = useNotices().data?.items ?? []
  const act = useNoticeAct()
  const navigate = useNavigate()
  useLiveQueries('reviews', ['notifications', 'list'])
  const unread = notices.filter((one) => one.readAt === null)
  const reviews = home?.reviewsDue ?? []
  const failed = home?.failedRuns ?? []
  const total = unread.length + reviews.length + failed.length
  return (
    <Menu
      trigger={
        <IconButton
          icon={Bell}
          className="shrink-0"
          label={total > 0 ? `${count(total, 'thing')} need${total === 1 ? 's' : ''} you` : 'Nothing needs you'}
          badge={total > 0 && <span className="absolute top-1.5 right-1.5 size-2 rounded-full bg-attention" />}
        />
      }
    >
      {unread.length > 0 && <MenuLabel>New</MenuLabel>}
      {unread.slice(0, 5).map((notice) => (
        <MenuItem
          key={notice.id}
          icon={BellRing}
          onSelect={() => {
            act.mutate({ act: 'read', ids: [notice.id] })
            void navigate(notice.path)
          }}
        >
          {notice.title}
        </MenuItem>
      ))}
      <MenuLabel>{reviews.length + failed.length > 0 ? 'Needs you' : 'Nothing is due now'}</MenuLabel>
      {reviews.slice(0, 5).map((review) => (
        <MenuItem key={review.id} icon={ClipboardCheck} onSelect={() => void navigate(paths.review({ reviewId: review.id }))}>
          {review.title}
        </MenuItem>
      ))}
      {failed.slice(0, 5).map((run) => (
        <MenuItem key={run.id} icon={CircleX} onSelect={() => void navigate(paths.run({ runId: run.id }))}>
          {`${run.workflowName} failed`}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => void navigate(paths.notifications())}>All notifications</MenuItem>
    </Menu>
  )
}
