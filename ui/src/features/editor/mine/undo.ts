import { readPreference, writePreference } from '../../../app/preferences'
import type { History } from '../../../graph/model/history'
import type { KeptUndo } from '../draft/memory'
import { useDraft } from '../draft/store'

const keptMax = 40
const lengthMax = 180_000
const restMs = 1_500

const nameOf = (workflowId: string) => `undo:${workflowId}`

export const recallMyUndo = (workflowId: string): Promise<KeptUndo | null> =>
  readPreference<KeptUndo>(nameOf(workflowId)).catch(() => null)

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
    void writePreference(nameOf(workflowId), { history: fitting(useDraft.getState().history), at: Date.now() }).catch(() => undefined)
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
