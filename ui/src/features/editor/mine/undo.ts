import { writePreference } from '../../../app/preferences'
import type { History } from '../../../graph/model/history'
import { useDraft } from '../draft/store'
import { undoName } from '../opening'

const keptMax = 40
const lengthMax = 180_000
const restMs = 1_500

/** As many of the newest acts as fit. */
export function fitting({ past, future }: History): History {
  for (let count = keptMax; count > 0; count = Math.floor(count / 2)) {
    const kept = { past: past.slice(-count), future: future.slice(0, count) }
    if (JSON.stringify(kept).length <= lengthMax) return kept
  }
  return { past: [], future: [] }
}

/** Keeps my way back on the server while I edit, so that it is there on any device. */
export function keepMyUndo(workflowId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    timer = undefined
    void writePreference(undoName(workflowId), { history: fitting(useDraft.getState().history), at: Date.now() }).catch(() => undefined)
  }
  const stop = useDraft.subscribe((now, before) => {
    if (now.history === before.history || now.workflowId !== workflowId || !now.editable) return
    clearTimeout(timer)
    timer = setTimeout(send, restMs)
  })
  return () => {
    stop()
    if (timer === undefined) return
    clearTimeout(timer)
    send()
  }
}
