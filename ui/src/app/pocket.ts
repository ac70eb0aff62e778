/**
 * The worker that keeps what was read (public/sw.js), so that pages open without a connection. It is set up by the first
 * who asks for it, and what it kept goes with the session.
 */
export const hasPocket = () => 'serviceWorker' in navigator

/** Where the worker keeps answers; its own name for it. */
const answers = 'kept'

export async function openPocket() {
  if (!hasPocket()) return
  await navigator.serviceWorker.register('/sw.js')
  await navigator.serviceWorker.ready
  // What this page is made of was loaded before the worker was there.
  const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
  const own = files.filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
  await (await caches.open('shell')).addAll(['/', ...new Set(own.map((url) => url.pathname))])
}

/** Puts an answer there as if it had just been read; nothing where nobody asked for a pocket. */
export async function putInPocket(path: string, answer: unknown) {
  if (!hasPocket() || !navigator.serviceWorker.controller) return
  const response = new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } })
  await (await caches.open(answers)).put(path, response)
}

/** With the session goes what was kept of it in this browser. */
export async function emptyPocket() {
  if (!hasPocket()) return
  for (const name of await caches.keys()) await caches.delete(name)
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
}
