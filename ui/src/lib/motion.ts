/** How long something may move: not at all where the system asks for that. */
export const gentle = (ms: number) => (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ? 0 : ms)
