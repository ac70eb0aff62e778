import { keep, kept, keptUnder, overflows } from './kept'

// Work that is not sent yet outlives its page in this browser. Each page keeps its own under its own name, and holds a
// lock of that name for as long as it lives: whoever gets the lock of another page knows that this one is gone, and holds
// it from then on, so that what it left is taken up exactly once.

/** Whose work on what: a browser may serve several people, and nobody sends what another has made. */
export interface Desk {
  area: 'unsent' | 'unsent-form'
  person: string
  id: string
}

type Kept<T> = T & { keptAt?: number }

/** So long a page that is loaded anew waits for its own lock of before: the browser may not have let go of it yet. */
const farewellMs = 2_000

const startOf = ({ area, person, id }: Desk) => `concert.${area}.${person}.${id}`
/** Without a page of its own: where the browser has no locks, and what earlier versions kept. */
const keyOf = (desk: Desk, page: string) => (page === '' ? startOf(desk) : `${startOf(desk)}.${page}`)
const lockOf = (page: string) => `concert.page.${page}`

/** The work of one page. `before` is the page that stood in the same tab before it. */
export function restsOf(locks: Pick<LockManager, 'request' | 'query'> | undefined, page: string, before: string | null) {
  const owned = new Map<string, Promise<boolean>>()
  const mine = new Set([page])

  /** Gets a lock and keeps it until the page is gone. */
  function hold(name: string, options: LockOptions): Promise<boolean> {
    if (!locks) return Promise.resolve(true)
    return new Promise((resolve) => {
      const held = (lock: Lock | null) => {
        resolve(lock !== null)
        return lock ? new Promise<void>(() => {}) : undefined
      }
      locks.request(lockOf(name), options, held).catch(() => resolve(false))
    })
  }

  /** Whether what a page has left is mine to take up. */
  function own(name: string): Promise<boolean> {
    const known = owned.get(name)
    if (known) return known
    const options = name === before ? { signal: AbortSignal.timeout(farewellMs) } : { ifAvailable: true }
    const got = hold(name, options).then((isMine) => {
      if (isMine) mine.add(name)
      else owned.delete(name)
      return isMine
    })
    owned.set(name, got)
    return got
  }
  const begun = hold(page, {})
  owned.set(page, begun)

  const pagesAt = (desk: Desk) => {
    const others = keptUnder(`${startOf(desk)}.`)
    return kept(keyOf(desk, '')) === null ? others : ['', ...others]
  }

  /** Everything that is mine on a desk, oldest first. It stays kept until something else is kept in its place. */
  async function take<T extends object>(desk: Desk): Promise<T[]> {
    await begun
    const pages = pagesAt(desk)
    const got = await Promise.all(pages.map(own))
    const found = pages.flatMap((name, index) => (got[index] ? (kept<Kept<T>>(keyOf(desk, name)) ?? []) : []))
    return found.sort((one, other) => (one.keptAt ?? 0) - (other.keptAt ?? 0))
  }

  /** Keeps what is not sent by now, in place of all that was taken up; null when everything is. */
  function rest(desk: Desk, value: object | null): boolean {
    const isKept = keep(keyOf(desk, page), value && { ...value, keptAt: Date.now() })
    if (isKept) for (const name of mine) if (name !== page) keep(keyOf(desk, name), null)
    return isKept
  }

  /** What waits to be taken up, by what it is about: not what a living page has in hand. */
  async function waiting<T>(area: Desk['area'], person: string): Promise<{ id: string; rest: T }[]> {
    const living = new Set((await locks?.query())?.held?.map((lock) => lock.name))
    return keptUnder(startOf({ area, person, id: '' })).flatMap((name) => {
      const [id = '', of = ''] = name.split('.')
      const found = mine.has(of) || !living.has(lockOf(of)) ? kept<T>(keyOf({ area, person, id }, of)) : null
      return found ? [{ id, rest: found }] : []
    })
  }

  return { take, rest, waiting }
}

/** This page, known by its tab to the one that comes after it. */
function thisPage() {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (!locks || typeof window === 'undefined') return restsOf(undefined, '', null)
  const name = crypto.randomUUID().slice(0, 8)
  try {
    const before = sessionStorage.getItem('concert.page')
    sessionStorage.setItem('concert.page', name)
    return restsOf(locks, name, before)
  } catch {
    return restsOf(locks, name, null)
  }
}

export const rests = thisPage()

/** Whether something ends with this page, because the browser would not keep it. */
export const holdsUnkept = () => overflows('concert.unsent')

// Of all other work nothing is lost with the page.
if (typeof window !== 'undefined') window.addEventListener('beforeunload', (event) => holdsUnkept() && event.preventDefault())
