/** Whoever has typed nothing for longer was somewhere else. */
const idleSecondsMax = 120

/** How long somebody was at each question of a page: from the last letter anywhere to the next one there. */
export class FieldTimes {
  private readonly seconds = new Map<string, number>()
  private since: number

  constructor(private readonly now: () => number = Date.now) {
    this.since = now()
  }

  note(field: string) {
    const passed = Math.min((this.now() - this.since) / 1000, idleSecondsMax)
    this.seconds.set(field, (this.seconds.get(field) ?? 0) + passed)
    this.since = this.now()
  }

  /** What was noted since the last time, to be told. */
  take(): Record<string, number> {
    const taken = Object.fromEntries(this.seconds)
    this.seconds.clear()
    this.since = this.now()
    return taken
  }
}
