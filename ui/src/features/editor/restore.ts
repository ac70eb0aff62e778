import { difference } from '../../graph/model/difference'
import type { Graph } from '../../graph/model/graph'
import { toastDone } from '../../ui/Toast'
import { act, draft, undoAct } from './draft/store'

/** Makes the draft what it was, as edits like any others: what was in between stays in the history. */
export function restore(earlier: Graph) {
  const edits = difference(draft().graph, earlier)
  act('Restore an earlier state', edits)
  toastDone(edits.length === 0 ? 'It is the same as now.' : 'Restored.', { label: 'Undo', run: undoAct })
}
