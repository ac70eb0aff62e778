const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number) => String(value).padStart(2, '0')

/** 20 Nov 2026 */
export const dateText = (at: string | Date) => {
  const time = new Date(at)
  return `${time.getDate()} ${months[time.getMonth()]} ${time.getFullYear()}`
}

/** 14:02 */
export const clockText = (at: string | Date) => {
  const time = new Date(at)
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}

/** 20 Nov 2026, 14:02 */
export const dateTimeText = (at: string | Date) => `${dateText(at)}, ${clockText(at)}`

/** 20 Nov 2026, 14:02:09.120 GMT+1 */
export const exactText = (at: string | Date) => {
  const time = new Date(at)
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(time)
    .find((part) => part.type === 'timeZoneName')?.value
  const seconds = `${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
  return `${dateTimeText(time)}:${seconds} ${zone ?? ''}`.trim()
}

/** just now · 4 min ago · in 3 h · yesterday · 12 days ago · 20 Nov 2026 */
export const relativeText = (at: string | Date, now: Date) => {
  const distance = new Date(at).getTime() - now.getTime()
  const size = Math.abs(distance)
  const say = (count: number, unit: string) => (distance < 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`)
  // The clock of the page moves in steps and may be a little behind that of the server.
  if (size < 45_000) return 'just now'
  if (size < hour) return say(Math.max(1, Math.round(size / minute)), 'min')
  if (size < day) return say(Math.round(size / hour), 'h')
  const days = Math.round(size / day)
  if (days === 1) return distance < 0 ? 'yesterday' : 'tomorrow'
  return days <= 14 ? say(days, 'days') : dateText(at)
}

/** 820 ms · 4.2 s · 3 min 20 s · 2 h 5 min · 3 days 4 h */
export const durationText = (milliseconds: number) => {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  if (milliseconds < minute) return `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small > 0 ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`
  if (milliseconds < hour)
    return pair(Math.floor(milliseconds / minute), 'min', Math.round((milliseconds % minute) / 1000), 's')
  if (milliseconds < day)
    return pair(Math.floor(milliseconds / hour), 'h', Math.round((milliseconds % hour) / minute), 'min')
  const days = Math.floor(milliseconds / day)
  return pair(days, days === 1 ? 'day' : 'days', Math.round((milliseconds % day) / hour), 'h')
}

export const between = (from: string | null, to: string | null, now: Date) =>
  from === null ? null : durationText(new Date(to ?? now).getTime() - new Date(from).getTime())
