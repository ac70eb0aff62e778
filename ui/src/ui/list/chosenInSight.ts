import { useLayoutEffect, useRef } from 'react'

/** In a bar that is wider than its place, what is chosen stands in the middle, whoever chose it: a tap or a link. */
export function useChosenInSight<Bar extends HTMLElement>(chosen: string) {
  const bar = useRef<Bar>(null)
  useLayoutEffect(() => {
    const at = bar.current
    const one = at?.querySelector('[data-state=active], [aria-pressed=true]')
    if (!at || !one) return
    const [place, room] = [one.getBoundingClientRect(), at.getBoundingClientRect()]
    at.scrollLeft += place.left + place.width / 2 - (room.left + room.width / 2)
  }, [chosen])
  return bar
}
