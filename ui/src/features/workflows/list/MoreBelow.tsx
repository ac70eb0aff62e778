import { useEffect, useRef } from 'react'

/** Asks for the next page as soon as the end of the list comes near. */
export function MoreBelow({ has, loading, load }: { has: boolean; loading: boolean; load: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!has || loading || !end.current) return
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), { rootMargin: '600px' })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [has, loading, load])
  return <div ref={end} aria-hidden className="h-px" />
}
