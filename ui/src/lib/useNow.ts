import { useSyncExternalStore } from 'react'

const stepMs = 15_000
let now = new Date()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void) => {
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

/** The present, refreshed every quarter of a minute, so that "4 min ago" stays true. One timer for the whole page. */
export const useNow = () => useSyncExternalStore(subscribe, () => now)
