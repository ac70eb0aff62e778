import { Bell, CircleX, ClipboardCheck } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useHome } from '../../features/home/home'
import { count } from '../../lib/text'
import { IconButton } from '../../ui/Button'
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu'
import { paths } from '../paths'

/** What needs me, from anywhere: reviews that are due and runs that failed. */
export function NeedsMe() {
  const home = useHome().data
  const navigate = useNavigate()
  const reviews = home?.reviewsDue ?? []
  const failed = home?.failedRuns ?? []
  const total = reviews.length + failed.length
  return (
    <Menu
      trigger={
        <IconButton
          icon={Bell}
          label={total > 0 ? `${count(total, 'thing')} need${total === 1 ? 's' : ''} you` : 'Nothing needs you'}
          badge={total > 0 && <span className="absolute top-1.5 right-1.5 size-2 rounded-full bg-attention" />}
        />
      }
    >
      <MenuLabel>{total > 0 ? 'Needs you' : 'Nothing needs you now'}</MenuLabel>
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
    </Menu>
  )
}
