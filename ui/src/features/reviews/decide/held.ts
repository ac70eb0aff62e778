import { create } from 'zustand'

/** How long a bulk decision can be taken back: it leaves the browser when this is over. */
export const undoMs = 8_000

interface Held {
  count: number
  label: string
  send: () => void
  timer: ReturnType<typeof setTimeout>
}

export const useHeld = create<{ held: Held | null }>(() => ({ held: null }))

const flush = () => {
  const { held } = useHeld.getState()
  if (!held) return
  clearTimeout(held.timer)
  useHeld.setState({ held: null })
  held.send()
}

/** Sends after the window to undo; at once when another follows or the page is left, so that nothing said is lost. */
export const hold = (count: number, label: string, send: () => void) => {
  flush()
  useHeld.setState({ held: { count, label, send, timer: setTimeout(flush, undoMs) } })
}

export const takeBack = () => {
  const { held } = useHeld.getState()
  if (held) clearTimeout(held.timer)
  useHeld.setState({ held: null })
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', flush)
