import { languageOfPage } from '../dates'

// Figures are typed with Latin digits everywhere in a form, so days and times have them too.
const locale = () => `${languageOfPage()}-u-nu-latn`

function written(at: Date, how: Intl.DateTimeFormatOptions): string {
  try {
    return at.toLocaleString(locale(), how)
  } catch {
    return at.toLocaleString('en-GB', how)
  }
}

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit' } as const

/** `2026-11-20` as the reader's language writes it: 20 Nov 2026, 20. Nov. 2026. */
export function writeDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? text : written(date, { ...day, timeZone: 'UTC' })
}

/** The day of a moment, as the calendar of the reader has it. */
export const writeDate = (at: string): string => written(new Date(at), day)

/** A day with its time, as the clock of the reader has it. */
export const writeMoment = (at: string): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : written(date, { ...day, ...clock })
}

/** With the zone: for a deadline, or a receipt. */
export const writeExact = (at: string, seconds = false): string =>
  written(new Date(at), { ...day, ...clock, ...(seconds ? { second: '2-digit' } : {}), timeZoneName: 'short' })

export const writeClock = (at: string): string => written(new Date(at), { ...clock, hourCycle: 'h23' })
