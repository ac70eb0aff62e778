import { CircleAlert, CircleCheck, CloudOff, LoaderCircle } from 'lucide-react'
import type { Saving } from './saver'

export function SavedState({ saving }: { saving: Saving }) {
  return (
    <span role="status" className="flex items-center gap-1 text-dense text-ink-2">
      {saving.kind === 'saved' && (
        <>
          <CircleCheck size={14} aria-hidden /> Saved
        </>
      )}
      {(saving.kind === 'waiting' || saving.kind === 'saving') && (
        <>
          <LoaderCircle size={14} aria-hidden className="animate-spin" /> Saving…
        </>
      )}
      {saving.kind === 'offline' && (
        <span className="flex items-center gap-1 text-attention">
          <CloudOff size={14} aria-hidden /> Not saved yet: no connection
        </span>
      )}
      {(saving.kind === 'conflict' || saving.kind === 'failed') && (
        <span className="flex items-center gap-1 font-medium text-failed">
          <CircleAlert size={14} aria-hidden /> Not saved
        </span>
      )}
    </span>
  )
}
