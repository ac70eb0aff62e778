import { create } from 'zustand'

interface Wanted {
  /** The field of a step that somebody wants to get to, until it is reached. */
  field: { nodeId: string; path: string } | null
}

export const useWanted = create<Wanted>(() => ({ field: null }))

const controls = 'input, textarea, select, [contenteditable="true"], button'

/** Puts the caret into a field, or into the nearest that holds it. */
export function focusField(within: HTMLElement, path: string) {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const control = within.querySelector(`[data-path="${CSS.escape(at)}"]`)?.querySelector<HTMLElement>(controls)
    if (!control) continue
    control.scrollIntoView({ block: 'center' })
    return control.focus({ preventScroll: true })
  }
}
