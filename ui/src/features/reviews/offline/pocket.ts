import { get } from '../../../api/http'
import { getAll, type Page } from '../../../api/lists'
import type { ReviewRow } from '../../../api/reviews'
import { openPocket } from '../../../app/pocket'
import { queryClient } from '../../../app/queryClient'
import { count } from '../../../lib/text'
import { toastDone, toastFailed } from '../../../ui/Toast'

const offlineMax = 50

export async function keepForOffline() {
  try {
    await openPocket()
    const mine = await get<Page<ReviewRow>>('/api/reviews?state=mine&limit=50')
    const open = await get<Page<ReviewRow>>('/api/reviews?state=open&limit=50')
    const ids = [...new Set([...mine.items, ...open.items].map((review) => review.id))].slice(0, offlineMax)
    for (const id of ids) await get(`/api/reviews/${id}`)
    await Promise.all(['/api/session', '/api/teams', '/api/reviews/reasons'].map((path) => get(path)))
    await getAll('/api/people') // as its pages are asked for
    await queryClient.invalidateQueries({ queryKey: ['reviews'] })
    toastDone(`${count(ids.length, 'review')} can be read and decided without a connection.`)
  } catch (error) {
    toastFailed(error)
  }
}
