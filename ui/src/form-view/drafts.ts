import type { Draft } from './answers'

/** A form left half filled, kept in this browser. */
export type KeptDraft = {
  version: number
  draft: Draft
  page: number
  savedAt: string
  /** Whether the server has not got this yet, and the revision that it had last. */
  unsaved?: boolean
  revision?: number | null
}

const keyOf = (token: string) => `form-draft.${token}`

export function readDraft(token: string, storage: Storage): KeptDraft | undefined {
  try {
    const text = storage.getItem(keyOf(token))
    return text ? (JSON.parse(text) as KeptDraft) : undefined
  } catch {
    return undefined
  }
}

/** False when the browser keeps nothing (private window, full): the page then says so instead of promising. */
export function keepDraft(token: string, kept: KeptDraft, storage: Storage): boolean {
  try {
    storage.setItem(keyOf(token), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/** All that was ever typed by this link. */
export function forgetDrafts(token: string, storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(keyOf(token))) storage.removeItem(key)
}

export function dropDraft(token: string, storage: Storage): void {
  try {
    storage.removeItem(keyOf(token))
  } catch {
    // Nothing was kept then.
  }
}
