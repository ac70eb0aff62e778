/** What the earlier values of a figure say about the present one. */
export type Comparison = { usual: number; low: number; high: number; times: number | null; deviations: number | null }

export function numbersOf(history: readonly { value: unknown }[]): number[] {
  return history.map((one) => one.value).filter((value): value is number => typeof value === 'number')
}

/** Nothing is compared with fewer than three earlier values: two of them make no habit. */
export function compare(value: unknown, history: readonly { value: unknown }[]): Comparison | null {
  const earlier = numbersOf(history)
  if (typeof value !== 'number' || earlier.length < 3) return null
  const usual = earlier.reduce((sum, one) => sum + one, 0) / earlier.length
  const spread = Math.sqrt(earlier.reduce((sum, one) => sum + (one - usual) ** 2, 0) / (earlier.length - 1))
  return {
    usual,
    low: Math.min(...earlier),
    high: Math.max(...earlier),
    times: usual === 0 ? null : value / usual,
    deviations: spread === 0 ? null : (value - usual) / spread,
  }
}

/** "4.0 times its usual 12 113" · "about its usual 4 046" */
export function sayComparison({ usual, times }: Comparison, write: (value: number) => string): string {
  const round = write(Number(usual.toPrecision(4)))
  if (times === null) return `usually ${round}`
  if (times >= 1.5) return `${times.toFixed(1)} times its usual ${round}`
  if (times > 0 && times <= 0.67) return `${Math.round(times * 100)} % of its usual ${round}`
  const percent = Math.round((times - 1) * 100)
  return percent === 0
    ? `as usual (${round})`
    : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} % against its usual ${round}`
}
