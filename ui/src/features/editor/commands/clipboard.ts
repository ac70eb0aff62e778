import { create } from 'zustand'
import { copy, type Fragment, parseFragment, paste } from '../../../graph/model/clipboard'
import type { Point } from '../../../graph/model/definition'
import { cornerOf, groupKey, noteKey } from '../../../graph/model/drawing'
import { parseWorkflowFile } from '../../../graph/model/exchange'
import type { Import } from '../../../graph/n8n/translate'
import { count } from '../../../lib/text'
import { act, draft, select } from '../draft/store'

/** What was last pasted from elsewhere, until its report is closed. */
export const useImported = create<{ imported: Import | null }>(() => ({ imported: null }))

/** For browsers that do not let the page read the clipboard. */
let held: Fragment | null = null

export const copyNodes = (nodeIds: readonly string[]) => {
  held = copy(draft().graph, nodeIds)
  void navigator.clipboard?.writeText(JSON.stringify(held, null, 2)).catch(() => undefined)
}

export async function pasteNodes(at: Point) {
  const text = await navigator.clipboard?.readText().catch(() => '')
  await pasteText(text ?? '', at)
}

/** Puts in what a text holds: steps of ours, a whole workflow, or a workflow of n8n. */
export async function pasteText(text: string, at: Point) {
  // The translator is large and seldom needed: it is fetched only for text that may be n8n's.
  const foreign = text.includes('n8n') ? (await import('../../../graph/n8n/translate')).importN8n(text) : null
  if (foreign) useImported.setState({ imported: foreign })
  const file = foreign ? null : parseWorkflowFile(text)?.definition
  const fragment: Fragment | null = foreign
    ? { concertmaster: 'fragment', ...foreign }
    : file
      ? { concertmaster: 'fragment', nodes: file.nodes, edges: file.edges, ...file.layout }
      : (parseFragment(text) ?? held)
  if (fragment) put(fragment, at)
}

function put(fragment: Fragment, at: Point) {
  const { edits, nodeIds } = paste(draft().graph, fragment, at)
  act(`Paste ${count(nodeIds.length, 'step')}`, edits)
  select(nodeIds)
}

/** The same once more, a little below. */
export function duplicateNodes(selection: readonly string[]) {
  const { graph } = draft()
  const first = selection[0]
  if (first === undefined) return
  const at = graph.nodes.get(first)?.position ?? graph.notes.get(noteKey.of(first)) ?? cornerOf(graph, groupKey.of(first))
  put(copy(graph, selection), { x: at.x + 40, y: at.y + 96 })
}
