import type { Edit } from '../../../graph/model/edit'
import { emptyHistory, type History } from '../../../graph/model/history'

// What must outlive a reload of the page: edits that are not sent yet, and the way back.
const pendingKey = (workflowId: string) => `concert.pending.${workflowId}`
const undoKey = (workflowId: string) => `concert.undo.${workflowId}`
const undoKeptMax = 100

const write = (key: string, value: unknown) => {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A full or forbidden storage costs only the memory over a reload.
  }
}

const read = <T>(key: string, fallback: T): T => {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? fallback
  } catch {
    return fallback
  }
}

export const rememberPending = (workflowId: string, edits: readonly Edit[]) =>
  write(pendingKey(workflowId), edits.length > 0 ? edits : null)

export const recallPending = (workflowId: string): readonly Edit[] => read<readonly Edit[]>(pendingKey(workflowId), [])

/** The way back, and when it was written down, here or on the server. */
export interface KeptUndo {
  history: History
  at: number
}

export const rememberUndo = (workflowId: string, { past, future }: History) =>
  write(undoKey(workflowId), {
    history: { past: past.slice(-undoKeptMax), future: future.slice(0, undoKeptMax) },
    at: Date.now(),
  } satisfies KeptUndo)

/** The newer of what this browser and what the server remembers. */
export function recallUndo(workflowId: string, onServer: KeptUndo | null = null): History {
  const here = read<Partial<KeptUndo>>(undoKey(workflowId), {})
  const newer = (onServer?.at ?? 0) > (here.at ?? 0) ? onServer : here
  return newer?.history ?? emptyHistory
}
