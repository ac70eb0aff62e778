import { create } from 'zustand'
import { cardHeight, cardWidth } from '../../../graph/model/acts'
import { copy, type Fragment, paste } from '../../../graph/model/clipboard'
import type { Point } from '../../../graph/model/definition'
import type { Edit } from '../../../graph/model/edit'
import type { Graph } from '../../../graph/model/graph'
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

/** What the clipboard holds, or what was copied here last where the page may not read the clipboard. */
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

function put(fragment: Fragment, wanted: Point, label?: string) {
  const { graph } = draft()
  const at = { ...wanted }
  let pasted = paste(graph, fragment, at)
  // Steps come to lie beside those that are there, and what is pasted twice not on itself.
  const most = fragment.nodes.length > manyCount ? 0 : triesMax
  for (let tries = 0; tries < most && pasted.edits.some((edit) => covers(edit, graph)); tries++) {
    at.x += offset
    at.y += offset
    pasted = paste(graph, fragment, at)
  }
  const { edits, nodeIds } = pasted
  act(label ?? `Paste ${count(nodeIds.length, 'step')}`, edits)
  select(nodeIds)
}

/** A whole workflow is put where it was wanted; looking for room for so many would take too long. */
const [offset, triesMax, manyCount] = [40, 40, 60]
const covers = (edit: Edit, graph: Graph) =>
  edit.type === 'addNode' &&
  [...graph.nodes.values()].some(
    ({ position: { x, y } }) => Math.abs(x - edit.node.position.x) < cardWidth && Math.abs(y - edit.node.position.y) < cardHeight,
  )

/** The same once more, a little below. */
export function duplicateNodes(selection: readonly string[]) {
  const { graph } = draft()
  const first = selection[0]
  if (first === undefined) return
  const at = graph.nodes.get(first)?.position ?? graph.notes.get(noteKey.of(first)) ?? cornerOf(graph, groupKey.of(first))
  const what = selection.length > 1 ? `${selection.length} steps` : (graph.nodes.get(first)?.name ?? 'a note')
  put(copy(graph, selection), { x: at.x + 40, y: at.y + 96 }, `Duplicate ${what}`)
}
