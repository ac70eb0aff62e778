import type { QueryClient } from '@tanstack/react-query'
import { get } from '../../../api/http'
import type { Workflow } from '../../../api/workflows'
import { openPocket, putInPocket } from '../../../app/pocket'
import { definitionOf } from '../../../graph/model/graph'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { useDraft } from './store'
import { saveNow } from './sync'

const addressOf = (workflowId: string) => `/api/workflows/${workflowId}`
const restMs = 300

/** From now on this page and this workflow open without a connection, on this device and until the session ends. */
export async function keepForOffline(workflowId: string) {
  try {
    await saveNow()
    await openPocket()
    // Read once more, so that the worker sees them pass.
    for (const path of ['/api/session', '/api/nodes', addressOf(workflowId)]) await get(path)
    toastDone('It opens here without a connection too, until you sign out.')
  } catch (error) {
    toastFailed(error)
  }
}

/** What is not sent lies on what the server had: that is kept as often as it changes, for the page may be loaded anew. */
export function keepBase(workflowId: string, client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    const { base, version } = useDraft.getState()
    const known = client.getQueryData<Workflow>(['workflows', 'one', workflowId])
    const now = known && { ...known, name: base.name, version, definition: definitionOf(base) }
    // A full storage costs only the page without a connection.
    if (now) putInPocket(addressOf(workflowId), now).catch(() => {})
  }
  const unsubscribe = useDraft.subscribe((now, before) => {
    if (now.workflowId !== workflowId || now.base === before.base) return
    clearTimeout(timer)
    timer = setTimeout(keep, restMs)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
