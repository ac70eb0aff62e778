import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { RedriveDialog } from './RedriveDialog'

interface BulkBarProps {
  /** Runs in the list that failed or were cancelled. */
  able: readonly string[]
  chosen: readonly string[]
  onChoose: (ids: ReadonlySet<string>) => void
}

/** What can be done with several runs at once. */
export function BulkBar({ able, chosen, onChoose }: BulkBarProps) {
  const [open, setOpen] = useState(false)
  return (
    <div
      role="toolbar"
      aria-label="Chosen runs"
      className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line bg-sunken px-4 py-2"
    >
      <span className="text-dense text-ink-2" aria-live="polite">
        {chosen.length === 0
          ? `${able.length} in this list did not finish.`
          : chosen.length === 1
            ? 'One run chosen.'
            : `${chosen.length} runs chosen.`}
      </span>
      <span className="flex-1" />
      {chosen.length < able.length && (
        <Button size="small" onClick={() => onChoose(new Set(able))}>
          Choose all {able.length}
        </Button>
      )}
      {chosen.length > 0 && (
        <>
          <Button size="small" onClick={() => onChoose(new Set())}>
            Choose none
          </Button>
          <Button size="small" kind="primary" icon={RotateCcw} onClick={() => setOpen(true)}>
            Drive on…
          </Button>
        </>
      )}
      <RedriveDialog open={open} onOpenChange={setOpen} ids={chosen} onDone={() => onChoose(new Set())} />
    </div>
  )
}
