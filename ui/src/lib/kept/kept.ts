/** What the browser would not take, for as long as the page stands. */
const overflow = new Map<string, unknown>()

/** Keeps a value in this browser beyond the page; null removes it. False where the storage is full or forbidden. */
export function keep(key: string, value: unknown): boolean {
  overflow.delete(key)
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    overflow.set(key, value)
    return false
  }
}

export function kept<T>(key: string): T | null {
  if (overflow.has(key)) return overflow.get(key) as T
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** The rest of each key that begins so. */
export function keptUnder(start: string): string[] {
  const keys = new Set(overflow.keys())
  try {
    for (const key of Object.keys(localStorage)) keys.add(key)
  } catch {
    // A storage that is forbidden holds nothing.
  }
  return [...keys].flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []))
}

/** Whether this page alone holds something under such a key, because the browser would not keep it. */
export const overflows = (start: string) => [...overflow].some(([key, value]) => key.startsWith(start) && value !== null)
