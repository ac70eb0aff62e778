import { get } from '../../../api/http'
import type { Page } from '../../../api/lists'
import type { ReviewRow } from '../../../api/reviews'
import { queryClient } from '../../../app/queryClient'
import { count } from '../../../lib/text'
import { toastDone, toastFailed } from '../../../ui/Toast'

const offlineMax = 50

/**
 * The worker that keeps what was read of reviews, so that the inbox opens without a connection. It is set up by the
 * first who asks for it, and what it kept goes with the session.
 */
export const hasPocket = () => 'serviceWorker' in navigator

export async function keepForOffline() {
  try {
    if (hasPocket()) {
      await navigator.serviceWorker.register('/sw.js')
      await navigator.serviceWorker.ready
      // What this page is made of was loaded before the worker was there.
      const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
      const own = files.filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
      await (await caches.open('shell')).addAll(['/', ...new Set(own.map((url) => url.pathname))])
    }
    const mine = await get<Page<ReviewRow>>('/api/reviews?state=mine&limit=50')
    const open = await get<Page<ReviewRow>>('/api/reviews?state=open&limit=50')
    const ids = [...new Set([...mine.items, ...open.items].map((review) => review.id))].slice(0, offlineMax)
    for (const id of ids) await get(`/api/reviews/${id}`)
    await Promise.all(['/api/session', '/api/people', '/api/teams', '/api/reviews/reasons'].map((path) => get(path)))
    await queryClient.invalidateQueries({ queryKey: ['reviews'] })
    toastDone(`${count(ids.length, 'review')} can be read and decided without a connection.`)
  } catch (error) {
    toastFailed(error)
  }
}

/** With the session goes what was kept of it in this browser. */
export async function emptyPocket() {
  if (!hasPocket()) return
  for (const name of await caches.keys()) await caches.delete(name)
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
}
