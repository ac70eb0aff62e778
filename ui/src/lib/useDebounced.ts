import { startTransition, useEffect, useState } from 'react'

/**
 * The value as it was when it last rested for this long; until it has once, what is given as the first. What is drawn
 * because of it lets typing, dragging and the like go first.
 */
export function useDebounced<T>(value: T, delayMs: number): T
export function useDebounced<T, F>(value: T, delayMs: number, first: F): T | F
export function useDebounced<T>(value: T, delayMs: number, first = value): T {
  const [rested, setRested] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setRested(value)), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return rested
}
