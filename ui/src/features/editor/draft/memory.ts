import type { Conflict } from '../../../graph/merge/merge'
import type { Edit } from '../../../graph/model/edit'
import { emptyHistory, type History } from '../../../graph/model/history'
import { keep, kept } from '../../../lib/kept/kept'
import { rests } from '../../../lib/kept/rests'

// What must outlive a reload of the page: edits that are not sent yet, questions that are open, and the way back.

/** Whose work on which workflow. */
export interface Desk {
  person: string
  workflowId: string
}

const deskOf = ({ person, workflowId }: Desk) => ({ area: 'unsent', person, id: workflowId }) as const
const undoKey = ({ person, workflowId }: Desk) => `concert.undo.${person}.${workflowId}`
const undoKeptMax = 100

export interface Unsent {
  /** The version of the stream that the edits were made on. */
  version: number
  edits: readonly Edit[]
  /** What another set otherwise at the same time, and nobody has decided. */
  conflicts: readonly Conflict[]
}

export const rememberUnsent = (desk: Desk, unsent: Unsent) =>
  rests.rest(deskOf(desk), unsent.edits.length + unsent.conflicts.length > 0 ? unsent : null)

/** What this page, and pages that are gone, did not send; oldest first. */
export const takeUnsent = (desk: Desk) => rests.take<Unsent>(deskOf(desk))

/** Workflows in which this person has something that was not sent from this browser. */
export async function unsentOf(person: string): Promise<string[]> {
  const waiting = await rests.waiting<Unsent>('unsent', person)
  return [...new Set(waiting.filter(({ rest }) => rest.edits.length > 0).map(({ id }) => id))]
}

/** The way back of a person, the same in all tabs of a browser and, as far as there is room, on the server. */
export interface KeptUndo {
  history: History
  /** When the newest act was done or taken back, wherever that was: writing the same down later makes it no newer. */
  at: number
  /** The server has all of these acts, so that other tabs have them too and can take them back. */
  sent?: boolean
}

export const rememberUndo = (desk: Desk, { history: { past, future }, at, sent }: Required<KeptUndo>) =>
  keep(undoKey(desk), {
    history: { past: past.slice(-undoKeptMax), future: future.slice(0, undoKeptMax) },
    at,
    sent,
  } satisfies KeptUndo)

/** The newer of what this browser and what the server remembers; of the same, what is here, as that holds more of it. */
export function recallUndo(desk: Desk, onServer: KeptUndo | null = null): KeptUndo {
  const here = kept<KeptUndo>(undoKey(desk))
  const newer = (onServer?.at ?? 0) > (here?.at ?? 0) ? onServer : here
  return newer ?? { history: emptyHistory, at: 0 }
}

/** Tells of the way back as another tab goes it, once the server has what was done there. */
export function followUndo(desk: Desk, take: (undo: KeptUndo) => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    const undo = key === undoKey(desk) ? kept<KeptUndo>(key) : null
    if (undo?.sent) take(undo)
  }
  window.addEventListener('storage', onStorage)
  return () => window.removeEventListener('storage', onStorage)
}
