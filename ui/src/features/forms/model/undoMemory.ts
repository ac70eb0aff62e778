import type { Draft } from './edits'

export type Snapshot = { name: string; draft: Draft }

type Kept = { formId: string; version: number; past: Snapshot[]; future: Snapshot[] }

const key = 'form-builder.undo'
// Of what can be undone, so much is kept over a reload: the storage of a browser is small.
const stepCountMax = 40
const lengthMax = 2_000_000

/** Keeps what can be undone for the version that was just saved; it fits no other. */
export function keepUndo(formId: string, version: number, past: Snapshot[], future: Snapshot[], storage = sessionStorage) {
  for (let count = stepCountMax; count >= 1; count = Math.floor(count / 2)) {
    const kept: Kept = { formId, version, past: past.slice(-count), future: future.slice(0, count) }
    const text = JSON.stringify(kept)
    if (text.length > lengthMax) continue
    try {
      return storage.setItem(key, text)
    } catch {
      // Full: fewer steps may fit.
    }
  }
  storage.removeItem(key)
}

/** What can be undone in a form that was just opened: something when nobody has saved since. */
export function keptUndo(formId: string, version: number, storage = sessionStorage): Pick<Kept, 'past' | 'future'> {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null') as Kept | null
    if (kept?.formId === formId && kept.version === version) return { past: kept.past, future: kept.future }
  } catch {
    // Not ours to read: then there is nothing to undo.
  }
  return { past: [], future: [] }
}
