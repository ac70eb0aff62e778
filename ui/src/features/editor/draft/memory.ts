import type { Conflict } from '../../../graph/merge/merge'
import type { Edit } from '../../../graph/model/edit'
import { emptyHistory, type History } from '../../../graph/model/history'

// What must outlive a reload of the page: edits that are not sent yet, questions that are open, and the way back.

/** Whose work on which workflow: a browser may serve several people, and nobody sends what another has made. */
export interface Desk {
  person: string
  workflowId: string
}

const unsentStart = 'concert.unsent.'
const unsentKey = ({ person, workflowId }: Desk) => `${unsentStart}${person}.${workflowId}`
const undoKey = ({ person, workflowId }: Desk) => `concert.undo.${person}.${workflowId}`
const undoKeptMax = 100

/** What the browser would not take, for as long as the page stands. */
const overflow = new Map<string, unknown>()

function write(key: string, value: unknown) {
  overflow.delete(key)
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A full or forbidden storage costs only the memory over a reload.
    overflow.set(key, value)
  }
}

function read<T>(key: string): T | null {
  if (overflow.has(key)) return overflow.get(key) as T
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

export interface Unsent {
  /** The version of the stream that the edits were made on. */
  version: number
  edits: readonly Edit[]
  /** What another set otherwise at the same time, and nobody has decided. */
  conflicts: readonly Conflict[]
}

export const rememberUnsent = (desk: Desk, unsent: Unsent) =>
  write(unsentKey(desk), unsent.edits.length + unsent.conflicts.length > 0 ? unsent : null)

export const recallUnsent = (desk: Desk): Unsent | null => read<Unsent>(unsentKey(desk))

/** Whether this page alone holds edits that were not sent, because the browser would not keep them. */
export const holdsUnkept = () => [...overflow].some(([key, value]) => key.startsWith(unsentStart) && value !== null)

// Such edits end with the page; of all others nothing is lost.
if (typeof window !== 'undefined') window.addEventListener('beforeunload', (event) => holdsUnkept() && event.preventDefault())

/** Workflows in which this person has something that was not sent from this browser. */
export function unsentOf(person: string): string[] {
  const start = unsentKey({ person, workflowId: '' })
  try {
    const ids = Object.keys(localStorage).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []))
    return ids.filter((workflowId) => (recallUnsent({ person, workflowId })?.edits.length ?? 0) > 0)
  } catch {
    return []
  }
}

/** The way back, and when it was written down, here or on the server. */
export interface KeptUndo {
  history: History
  at: number
}

export const rememberUndo = (desk: Desk, { past, future }: History) =>
  write(undoKey(desk), {
    history: { past: past.slice(-undoKeptMax), future: future.slice(0, undoKeptMax) },
    at: Date.now(),
  } satisfies KeptUndo)

/** The newer of what this browser and what the server remembers. */
export function recallUndo(desk: Desk, onServer: KeptUndo | null = null): History {
  const here = read<KeptUndo>(undoKey(desk))
  const newer = (onServer?.at ?? 0) > (here?.at ?? 0) ? onServer : here
  return newer?.history ?? emptyHistory
}
