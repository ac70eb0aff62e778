import { useSyncExternalStore } from 'react'

const stepMs = 5_000
let now = new Date()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void) => {
  // A page that opens after a quiet while must not begin with the time of the one before.
  if (listeners.size === 0) now = new Date()
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = new Date()
    for (const tell of listeners) tell()
  }, stepMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The present, refreshed every five seconds, so that "4 min ago" stays true. One timer for the whole page. */
export const useNow = () => useSyncExternalStore(subscribe, () => now)
