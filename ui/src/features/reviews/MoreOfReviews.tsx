import { CloudDownload, Ellipsis, FileCheck2, FileDown, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { IconButton } from '../../ui/Button'
import { Menu, MenuItem } from '../../ui/Menu'
import { AskDialog } from './ask/AskDialog'
import { keepForOffline } from './offline/pocket'

/** What is done with the inbox now and then. */
export function MoreOfReviews() {
  const may = useMay()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} size="small" label="More of reviews" />}>
        <MenuItem icon={CloudDownload} onSelect={() => void keepForOffline()}>
          Keep mine for offline
        </MenuItem>
        {may('workflows.edit') && (
          <MenuItem icon={FileCheck2} onSelect={() => setAsking(true)}>
            Ask for a review…
          </MenuItem>
        )}
        <MenuItem icon={FileDown} onSelect={() => window.location.assign(`/api/reviews/decisions.csv${window.location.search}`)}>
          Decisions and signatures as CSV
        </MenuItem>
        <MenuItem icon={Settings2} onSelect={() => void navigate(paths.reviewSettings())}>
          How we review
        </MenuItem>
      </Menu>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </>
  )
}
