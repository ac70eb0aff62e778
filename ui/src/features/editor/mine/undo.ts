import { writePreference } from '../../../app/preferences'
import type { History } from '../../../graph/model/history'
import { followUndo } from '../draft/memory'
import { draft, keepWayBack, takeWayBack, useDraft } from '../draft/store'
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

/** Keeps my way back while I edit: on the server, so that it is there on any device, and the same in all of my tabs. */
export function keepMyUndo(workflowId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    timer = undefined
    const { history, actedAt: at } = draft()
    void writePreference(undoName(workflowId), { history: fitting(history), at }).catch(() => undefined)
  }
  const unfollow = followUndo({ person: draft().person, workflowId }, takeWayBack)
  const stop = useDraft.subscribe((now, before) => {
    if (now.workflowId !== workflowId || !now.editable) return
    if (now.sync === 'saved' && before.sync !== 'saved' && now.pending.length === 0) keepWayBack(true)
    // What another tab does, it keeps there itself.
    if (now.history === before.history || now.pending === before.pending) return
    clearTimeout(timer)
    timer = setTimeout(send, restMs)
  })
  return () => {
    stop()
    unfollow()
    if (timer === undefined) return
    clearTimeout(timer)
    send()
  }
}
