import { createContext } from 'react'
import type { CanvasGroup, CanvasNote } from '../../model/definition'

/** How notes and groups are changed where they stand; null where the canvas is only looked at. */
export const Drawing = createContext<{
  putNote: (note: CanvasNote) => void
  putGroup: (group: CanvasGroup) => void
} | null>(null)
