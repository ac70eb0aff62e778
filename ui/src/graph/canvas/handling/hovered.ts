import { create } from 'zustand'

interface Under {
  /** The line at the hand of the mouse. */
  hovered: string | null
  /** The line into which what is being dragged would come. */
  target: string | null
}

/** Kept apart from the drawing, so that only the lines concerned are drawn anew. */
export const useUnder = create<Under>(() => ({ hovered: null, target: null }))

const lingerMs = 250
let timer: ReturnType<typeof setTimeout> | undefined

/** The mouse has come to a line or its buttons. While something is dragged over it, it is left alone. */
export function hover(edgeId: string, buttons: number) {
  clearTimeout(timer)
  if (buttons === 0 && useUnder.getState().hovered !== edgeId) useUnder.setState({ hovered: edgeId })
}

/** Gone from it, but perhaps only on the way to its buttons. */
export function leave() {
  clearTimeout(timer)
  timer = setTimeout(() => useUnder.setState({ hovered: null }), lingerMs)
}

export function aimAt(edgeId: string | null) {
  if (useUnder.getState().target !== edgeId) useUnder.setState({ target: edgeId })
}
