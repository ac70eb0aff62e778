import { Activity, Archive, ArchiveRestore, CalendarClock, CloudOff, Copy, Download, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { get } from '../../api/http'
import { useMay } from '../../api/session'
import { useArchiveWorkflow, useRestoreWorkflow, type Workflow, type WorkflowRow } from '../../api/workflows'
import { paths } from '../../app/paths'
import { IconButton } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/Dialog'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu'
import { toastDone, toastFailed } from '../../ui/Toast'
import { BackfillDialog } from './BackfillDialog'
import { exportFiles } from './exportFiles'
import { UnpublishDialog } from './UnpublishDialog'
import { useCopy } from './useCopy'

// By the time it is done the row may have left the list.
const told = (act: Promise<unknown>, done: string) => void act.then(() => toastDone(done)).catch(toastFailed)

export function WorkflowRowMenu({ row }: { row: WorkflowRow }) {
  const [asking, setAsking] = useState(false)
  const [backfilling, setBackfilling] = useState(false)
  const [unpublishing, setUnpublishing] = useState(false)
  const navigate = useNavigate()
  const may = useMay()
  const archive = useArchiveWorkflow()
  const bringBack = useRestoreWorkflow()
  const copy = useCopy()
  const read = () => get<Workflow>(`/api/workflows/${row.id}`)
  const download = () => exportFiles([row]).catch(toastFailed)
  const duplicate = () =>
    read()
      .then(({ name, definition }) => copy(name, definition))
      .catch(toastFailed)
  return (
    <span className="relative z-10">
      <Menu trigger={<IconButton icon={Ellipsis} label={`More for ${row.name}`} size="small" />}>
        <MenuItem icon={Activity} onSelect={() => void navigate(paths.runsOf({ workflowId: row.id }))}>
          Show its runs
        </MenuItem>
        {row.publishedVersion && row.status !== 'archived' && (
          <MenuItem icon={CalendarClock} disabled={!may('runs.start')} onSelect={() => setBackfilling(true)}>
            Run for past times…
          </MenuItem>
        )}
        <MenuItem icon={Copy} disabled={!may('workflows.edit')} onSelect={() => void duplicate()}>
          Duplicate
        </MenuItem>
        <MenuItem icon={Download} onSelect={() => void download()}>
          Export as JSON
        </MenuItem>
        <MenuLine />
        {row.publishedVersion && row.status !== 'archived' && (
          <MenuItem icon={CloudOff} danger disabled={!may('workflows.publish')} onSelect={() => setUnpublishing(true)}>
            Unpublish…
          </MenuItem>
        )}
        {row.status === 'archived' ? (
          <MenuItem
            icon={ArchiveRestore}
            disabled={!may('workflows.edit')}
            onSelect={() => told(bringBack.mutateAsync(row.id), 'It is back, unpublished.')}
          >
            Bring back
          </MenuItem>
        ) : (
          <MenuItem icon={Archive} danger disabled={!may('workflows.edit')} onSelect={() => setAsking(true)}>
            Archive…
          </MenuItem>
        )}
      </Menu>
      {backfilling && <BackfillDialog workflowId={row.id} name={row.name} onClose={() => setBackfilling(false)} />}
      {unpublishing && (
        <UnpublishDialog workflowId={row.id} name={row.name} version={row.publishedVersion} onClose={() => setUnpublishing(false)} />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive “${row.name}”?`}
        act="Archive workflow"
        onConfirm={() => told(archive.mutateAsync(row.id), 'Archived.')}
      >
        It starts no more runs and leaves this list. Runs under way go on, its history stays in the audit log, and it can be brought
        back from the list of archived workflows.
      </ConfirmDialog>
    </span>
  )
}
