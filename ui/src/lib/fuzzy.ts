export interface Match {
  score: number
  /** Indexes of the matched characters, for highlighting. */
  at: number[]
}

/**
 * Finds the letters of the query in order. Runs of letters and starts of words weigh more, so that "sf" finds
 * "Send form" before "Transform". Null when a letter is missing.
 */
export function fuzzy(query: string, text: string): Match | null {
  const wanted = query.toLowerCase().replace(/\s+/g, '')
  if (wanted === '') return { score: 0, at: [] }
  const lower = text.toLowerCase()
  const whole = lower.indexOf(query.trim().toLowerCase())
  if (whole >= 0) {
    const atStart = whole === 0 || /\W/.test(lower[whole - 1] ?? ' ')
    const length = query.trim().length
    const isWord = atStart && !/\w/.test(lower[whole + length] ?? ' ')
    const at = Array.from({ length }, (_, index) => whole + index)
    return { score: (atStart ? 150 : 12) + (isWord ? 10 : 0) - whole - text.length / 50, at }
  }
  const at: number[] = []
  let score = 0
  let from = 0
  for (const letter of wanted) {
    const found = lower.indexOf(letter, from)
    if (found < 0) return null
    const startsWord = found === 0 || /\W/.test(lower[found - 1] ?? ' ')
    score += (found === from && at.length > 0 ? 5 : 0) + (startsWord ? 8 : 0) - (found - from) * 0.2
    at.push(found)
    from = found + 1
  }
  return { score, at }
}
