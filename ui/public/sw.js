// Lets the inbox of reviews, and the editor of a workflow, open without a connection. It is registered by whoever asks
// for that, keeps what was read of reviews, of workflows and of the pages themselves, always asks the network first, and
// is removed when the session ends.
const shell = 'shell'
const data = 'kept'
const keptPaths = [
  /^\/api\/reviews(\/|$)/, /^\/api\/session$/, /^\/api\/people$/, /^\/api\/teams$/,
  /^\/api\/nodes$/, /^\/api\/workflows\/[0-9a-f-]{36}$/,
]

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  // Whoever signs in finds nothing of who was here before.
  if (event.request.method === 'POST' && url.pathname === '/api/session') event.waitUntil(caches.delete(data))
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  // Forms of people without a session are none of this worker's business, nor are links in letters.
  if (url.pathname.startsWith('/f/') || url.pathname.startsWith('/r/')) return
  if (event.request.mode === 'navigate') event.respondWith(fromNetwork(event.request, shell, '/'))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(fromCache(event.request))
  else if (keptPaths.some((path) => path.test(url.pathname))) event.respondWith(fromNetwork(event.request, data))
})

/** The network, and without one what it said last. */
async function fromNetwork(request, name, key = request.url) {
  const cache = await caches.open(name)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(key, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(key, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}

/** Names of these files change with their content. */
async function fromCache(request) {
  const cache = await caches.open(shell)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
