import { create } from 'zustand'
import { copy, type Fragment, paste } from '../../../graph/model/clipboard'
import type { Point } from '../../../graph/model/definition'
import { cornerOf, groupKey, noteKey } from '../../../graph/model/drawing'
import type { Import } from '../../../graph/n8n/translate'
import { count } from '../../../lib/text'
import { type Read, readWorkflow } from '../../workflows/readWorkflow'
import { act, draft, select } from '../draft/store'

/** What was last pasted from elsewhere, until its report is closed. */
export const useImported = create<{ imported: Import | null }>(() => ({ imported: null }))

/** What was copied here last, and whether the browser took it to its clipboard. */
let held: Fragment | null = null
let taken = false

export function copyNodes(nodeIds: readonly string[]) {
  held = copy(draft().graph, nodeIds)
  taken = false
  write(JSON.stringify(held, null, 2)).then(
    () => (taken = true),
    () => undefined,
  )
}

/** Pages that do not come by TLS have no clipboard but that of the act of copying itself. */
async function write(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  let given = false
  const give = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    given = true
  }
  document.addEventListener('copy', give)
  document.execCommand('copy')
  document.removeEventListener('copy', give)
  if (!given) throw new Error('The browser took nothing.')
}

export async function pasteNodes(at: Point) {
  const text = (await navigator.clipboard?.readText().catch(() => null)) ?? null
  if (text !== null) await pasteText(text, at)
  else if (held) put(held, at)
  else throw new Error('The browser keeps its clipboard from the page. Press Ctrl V, or ⌘ V, over the canvas.')
}

/** Puts in what a text holds: steps of ours, a whole workflow, or a workflow of n8n. */
export async function pasteText(text: string, at: Point) {
  const read = await readWorkflow(text)
  if ('why' in read && held && !taken) put(held, at)
  else takeIn(read, at)
}

/** Puts in a workflow from elsewhere, or says why not. */
export function takeIn(read: Read, at: Point) {
  if ('why' in read) throw new Error(read.why)
  if ('n8n' in read) {
    useImported.setState({ imported: read.n8n })
    put({ concertmaster: 'fragment', ...read.n8n }, at)
  } else {
    const { nodes, edges, layout } = read.ours.definition
    put({ concertmaster: 'fragment', nodes, edges, ...layout }, at)
  }
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
