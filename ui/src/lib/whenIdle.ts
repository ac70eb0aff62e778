/** Does something once the page has nothing more urgent to do, or after a second at the latest; returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 200)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(work, { timeout: 1_000 })
  return () => cancelIdleCallback(asked)
}
