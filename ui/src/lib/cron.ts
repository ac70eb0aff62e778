const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

const and = (words: string[]) => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)
const clock = (hour: number, minute: number) => `${hour}:${String(minute).padStart(2, '0')}`

/** A list of numbers, when the field is one; null for steps, ranges and anything richer. */
const numbers = (field: string): number[] | null =>
  /^\d+(?:,\d+)*$/.test(field) ? field.split(',').map(Number) : null

const named = (field: string, names: string[], first: number) =>
  names.reduce((text, name, index) => text.replaceAll(new RegExp(name, 'gi'), String(index + first)), field)

const ordinal = (day: number) => {
  const ending = day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th'
  return `${day}${ending}`
}

/** The usual cron expressions in words; null for those that have none here. */
export function cronWords(text: string): string | null {
  const fields = text.trim().split(/\s+/)
  const [minute, hour, day, month, weekday] = (fields.length === 6 ? fields.slice(1) : fields) as string[]
  if (!minute || !hour || !day || !month || !weekday || fields.length > 6 || fields.length < 5) return null
  const when = timeWords(minute, hour)
  const which = dayWords(day, named(weekday, dayNames, 0))
  const during = monthWords(named(month, monthNames, 1))
  return when === null || which === null || during === null ? null : sentence([when, which, during])
}

function sentence(parts: string[]): string {
  const text = parts.filter(Boolean).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function timeWords(minute: string, hour: string): string | null {
  const [atMinutes, atHours] = [numbers(minute), numbers(hour)]
  if (atMinutes && atHours) return `at ${and(atHours.flatMap((h) => atMinutes.map((m) => clock(h, m))))}`
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1]
  if (hour === '*' && everyMinutes) return `every ${everyMinutes} minutes`
  if (hour === '*' && minute === '*') return 'every minute'
  if (hour === '*' && atMinutes) return minute === '0' ? 'every hour' : `every hour at minute ${and(atMinutes.map(String))}`
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1]
  if (everyHours && atMinutes) return `every ${everyHours} hours at minute ${and(atMinutes.map(String))}`
  return null
}

function dayWords(day: string, weekday: string): string | null {
  const anyDay = day === '*' || day === '?'
  if (weekday === '*' || weekday === '?') {
    if (anyDay) return ''
    if (day.toUpperCase() === 'L') return 'on the last day'
    const list = numbers(day)
    return list && `on the ${and(list.map(ordinal))}`
  }
  if (!anyDay) return null
  const nth = /^(\d)#(\d)$/.exec(weekday)
  if (nth) return `on the ${['first', 'second', 'third', 'fourth', 'fifth'][Number(nth[2]) - 1]} ${days[Number(nth[1])]}`
  if (weekday === '1-5') return 'on working days'
  const range = /^(\d)-(\d)$/.exec(weekday)
  if (range) return `from ${days[Number(range[1])]} to ${days[Number(range[2])]}`
  const list = numbers(weekday)
  return list && `on ${and(list.map((one) => days[one] ?? '?'))}`
}

function monthWords(month: string): string | null {
  if (month === '*') return ''
  const step = /^\*\/(\d+)$/.exec(month)?.[1]
  if (step) return `of every ${step} months`
  const list = numbers(month)
  return list && `of ${and(list.map((one) => months[one - 1] ?? '?'))}`
}
