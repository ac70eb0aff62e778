import { Archive, Download, X } from 'lucide-react'
import { useState } from 'react'
import { del, get } from '../../../api/http'
import { useMay } from '../../../api/session'
import type { Workflow } from '../../../api/workflows'
import { count } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/Dialog'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { exportFiles } from '../exportFiles'

interface BulkBarProps {
  chosen: ReadonlySet<string>
  onClear: () => void
  onChanged: () => void
}

/** What can be done with several workflows at once. */
export function BulkBar({ chosen, onClear, onChanged }: BulkBarProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const may = useMay()('workflows.edit')
  if (chosen.size === 0) return null
  const many = count(chosen.size, 'workflow')
  const each = async (one: (id: string) => Promise<unknown>, done: string) => {
    setBusy(true)
    try {
      // One after another: a hundred requests at once would only wait for each other.
      for (const id of chosen) await one(id)
      toastDone(done)
      onClear()
    } catch (error) {
      toastFailed(error)
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  const download = () =>
    void each(async (id) => exportFiles([await get<Workflow>(`/api/workflows/${id}`)]), `Exported ${many}.`)
  return (
    <div
      role="toolbar"
      aria-label="Chosen workflows"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2"
    >
      <span aria-live="polite" className="font-medium">
        {many} chosen
      </span>
      <span className="flex-1" />
      <Button size="small" icon={Download} busy={busy} onClick={download}>
        Export
      </Button>
      <Button size="small" kind="danger" icon={Archive} busy={busy} disabled={!may} onClick={() => setAsking(true)}>
        Archive…
      </Button>
      <IconButton icon={X} size="small" label="Choose none" onClick={onClear} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${many}?`}
        act={`Archive ${many}`}
        onConfirm={() => void each((id) => del(`/api/workflows/${id}`), `Archived ${many}.`)}
      >
        They start no more runs and leave this list. Runs under way go on, and their history stays in the audit log.
      </ConfirmDialog>
    </div>
  )
}
