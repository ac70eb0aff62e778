import type { ReviewRow } from '../../api/reviews'
import { relativeText } from '../../lib/time'

type Me = { id: string; email: string }

type WhoseReview = Pick<ReviewRow, 'claimedBy' | 'assignees' | 'queue'> &
  Partial<Pick<ReviewRow, 'assignedIds' | 'delegatedTo' | 'waiting'>>

/** Why a review is in my list, in as few words as will do. */
export function whyMine(review: WhoseReview, me: Me): string {
  if (review.claimedBy?.id === me.id) return 'Claimed by you'
  if (review.claimedBy) return `Claimed by ${review.claimedBy.name}`
  if (review.delegatedTo?.includes(me.id)) return 'Delegated to you'
  if (review.assignedIds?.includes(me.id)) return 'Assigned to you'
  const open = review.waiting?.flatMap((stage) => stage.openTo) ?? []
  if (open.some((key) => key === `person:${me.email.toLowerCase()}` || key === `person:${me.id}`)) return 'Assigned to you'
  if (open.length > 0 && review.assignees.length === 0)
    return open.every((key) => key.startsWith('person:')) ? 'Assigned to others' : 'Open to a group'
  if (review.assignees.some((one) => one.toLowerCase() === me.email.toLowerCase() || one === me.id))
    return 'Assigned to you'
  if (review.assignees.length > 0)
    return `Assigned to ${review.assignees.length === 1 ? review.assignees[0] : `${review.assignees.length} others`}`
  return `Open to all of ${review.queue || 'the reviewers'}`
}

export type Due = { text: string; late: boolean; soon: boolean }

const hour = 3_600_000

export function dueOf(review: Pick<ReviewRow, 'dueAt'>, now: Date): Due | null {
  if (!review.dueAt) return null
  const left = new Date(review.dueAt).getTime() - now.getTime()
  if (left < 0) return { text: `Overdue, was due ${relativeText(review.dueAt, now)}`, late: true, soon: true }
  return { text: `Due ${relativeText(review.dueAt, now)}`, late: false, soon: left < 4 * hour }
}

/** "40 min", "5 h", "3 days" */
export const spanOf = (hours: number) => {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`
}

/** What to open after this one is decided: the next below, else the one above, else nothing. */
export function nextAfter(reviews: readonly { id: string }[], id: string): string | null {
  const at = reviews.findIndex((one) => one.id === id)
  return reviews[at + 1]?.id ?? reviews[at - 1]?.id ?? null
}

/** One step down (+1) or up (−1); stays at the ends, begins at the first. */
export function step(reviews: readonly { id: string }[], id: string | undefined, by: 1 | -1): string | null {
  const at = reviews.findIndex((one) => one.id === id)
  if (at < 0) return reviews[0]?.id ?? null
  return reviews[Math.max(0, Math.min(reviews.length - 1, at + by))]?.id ?? null
}

export const isOpen = (review: Pick<ReviewRow, 'state'>) => review.state === 'open' || review.state === 'claimed'
