import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { nodeTypesQuery } from '../../api/nodes'
import { workflowQuery } from '../../api/workflows'
import { preferenceQuery, readPreference } from '../../app/preferences'
import type { KeptUndo } from './draft/memory'
import { pinsQuery } from './trial/api'
import { lastRunQuery } from './useLastRun'

export const undoName = (workflowId: string) => `undo:${workflowId}`

/** My way back, as the server keeps it; without it the editor opens all the same. */
export const undoQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['me', 'undo', workflowId],
    queryFn: () => readPreference<KeptUndo>(undoName(workflowId)).catch(() => null),
    staleTime: 5_000,
    gcTime: 5_000,
  })

/**
 * Asks for everything that the editor shows first, while the session is looked up and the editor itself is loaded: the
 * answers are there when it is, and it is drawn once. Imports nothing of the editor, as it comes before it.
 */
export function askForEditor(client: QueryClient, workflowId: string) {
  void client.prefetchQuery(workflowQuery(workflowId))
  void client.prefetchQuery(nodeTypesQuery)
  void client.prefetchQuery(undoQuery(workflowId))
  void client.prefetchQuery(lastRunQuery(workflowId))
  void client.prefetchQuery(pinsQuery(workflowId))
  for (const name of ['editor.favourites', 'editor.recent', 'editor.keys', 'editor.past'])
    void client.prefetchQuery(preferenceQuery(name))
}
