import { create } from 'zustand'
import { post } from '../../../api/http'
import { problemOf } from '../../../api/problem'
import type { ReviewAct } from '../../../api/reviews'

/** A decision taken without a connection. It carries the hash of what was seen, so it is checked when it is sent. */
export interface Kept {
  /** Sent as the idempotency key: however often it is tried, it takes effect once. */
  key: string
  id: string
  title: string
  done: string
  body: ReviewAct
  /** What was decided on it before, also without a connection, and counts no longer: "Approved". */
  instead?: string
  /** Why the server would not take it; null while it waits. */
  refused: string | null
}

const storedUnder = 'reviews.outbox'
const keptMax = 200

interface Outbox {
  person: string
  kept: Kept[]
}

export const useOutbox = create<Outbox>(() => ({ person: '', kept: [] }))

export const isOffline = () => !navigator.onLine

const store = (kept: Kept[]) => {
  const { person } = useOutbox.getState()
  useOutbox.setState({ kept })
  if (kept.length === 0) localStorage.removeItem(`${storedUnder}.${person}`)
  else localStorage.setItem(`${storedUnder}.${person}`, JSON.stringify(kept))
}

/** What this person has left in this browser; nobody else's is read or sent. */
export const openOutbox = (person: string) => {
  let kept: Kept[] = []
  try {
    kept = JSON.parse(localStorage.getItem(`${storedUnder}.${person}`) ?? '[]') as Kept[]
  } catch {
    // Nothing that could be sent.
  }
  useOutbox.setState({ person, kept })
}

/** The last word counts: what was kept on the same review and stage goes, and the new decision says so. */
export const put = (decision: Omit<Kept, 'key' | 'refused' | 'instead'>) => {
  const { kept } = useOutbox.getState()
  const place = placeOf(decision)
  const before = kept.find((one) => placeOf(one) === place)
  const first = before?.refused === null ? (before.instead ?? before.done) : undefined
  store([
    ...kept.filter((one) => placeOf(one) !== place),
    {
      ...decision,
      key: crypto.randomUUID(),
      refused: null,
      ...(first && first !== decision.done ? { instead: first } : {}),
    },
  ].slice(-keptMax))
}

// Whoever sits in two stages has a word in each.
const placeOf = ({ id, body }: Pick<Kept, 'id' | 'body'>) => `${id} ${'stage' in body ? (body.stage ?? '') : ''}`

/** Taken back before it was sent, or read and put away after it was refused. */
export const drop = (key: string) => store(useOutbox.getState().kept.filter((one) => one.key !== key))

export const waiting = (kept: readonly Kept[]) => kept.filter((one) => one.refused === null)

let sending: Promise<number> | null = null

/** Sends what waits, in the order in which it was decided; stops where the connection does. Says how many arrived. */
export const send = (): Promise<number> => (sending ??= sendAll().finally(() => (sending = null)))

async function sendAll(): Promise<number> {
  let arrived = 0
  for (const one of waiting(useOutbox.getState().kept)) {
    // Taken back or replaced while others were sent.
    if (!useOutbox.getState().kept.some((kept) => kept.key === one.key)) continue
    const { act, ...body } = one.body
    try {
      await post(`/api/reviews/${one.id}/${act}`, body, { idempotencyKey: one.key })
      drop(one.key)
      arrived++
    } catch (error) {
      const problem = problemOf(error)
      if (problem.status === 0 || problem.status === 401 || problem.status >= 500) return arrived
      const refused = problem.detail || problem.title
      store(useOutbox.getState().kept.map((kept) => (kept.key === one.key ? { ...kept, refused } : kept)))
    }
  }
  return arrived
}
