import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A handler that stays the same from drawing to drawing and does what the newest one says. What takes many handlers, or
 * hands them to hundreds of children, is not drawn anew because of them. Not to be called while drawing.
 */
export function useStable<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const newest = useRef(act)
  useLayoutEffect(() => {
    newest.current = act
  })
  return useCallback((...args: A) => newest.current(...args), [])
}
