import type { OpenHours } from './settings'

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export const nameOf = (day: string) => day.charAt(0).toUpperCase() + day.slice(1, 3)

/** "09:00:00" as the server writes it → "09:00". */
export const short = (time: string) => time.slice(0, 5)

const spanOf = (one: OpenHours) => `${short(one.from)} to ${short(one.to)}`

/** "Mon to Fri 09:00 to 17:00, Sat 10:00 to 12:00": neighbouring days of the same hours are said together. */
export function sayHours(hours: readonly OpenHours[]): string {
  const byDay = days.map((day) =>
    hours
      .filter((one) => one.day.toLowerCase() === day)
      .map(spanOf)
      .sort()
      .join(' and '),
  )
  const runs: { from: number; to: number; text: string }[] = []
  byDay.forEach((text, at) => {
    const last = runs.at(-1)
    if (last && last.text === text && last.to === at - 1) last.to = at
    else if (text !== '') runs.push({ from: at, to: at, text })
  })
  return runs
    .map((run) => {
      const [from, to] = [nameOf(days[run.from] ?? ''), nameOf(days[run.to] ?? '')]
      return `${run.from === run.to ? from : `${from} to ${to}`} ${run.text}`
    })
    .join(', ')
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(new Date(`${text}T00:00`).getTime())

/** One date a line, what stands behind it is for people; null when a line begins with no date. */
export function readHolidays(text: string): string[] | null {
  const dates = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s/)[0] ?? '')
  return dates.every(isDate) ? [...new Set(dates)].sort() : null
}
