import type { Args } from './args'
import { call, field, infix, type Said, said, Untold } from './said'

/** Tokens of Luxon and the markers of JSONata's pictures that write the same. */
const markers: Record<string, string> = {
  yyyy: '[Y0001]',
  yy: '[Y01]',
  y: '[Y]',
  MMMM: '[MNn]',
  LLLL: '[MNn]',
  MMM: '[MNn,3-3]',
  LLL: '[MNn,3-3]',
  MM: '[M01]',
  LL: '[M01]',
  M: '[M]',
  L: '[M]',
  dd: '[D01]',
  d: '[D]',
  EEEE: '[FNn]',
  cccc: '[FNn]',
  EEE: '[FNn,3-3]',
  ccc: '[FNn,3-3]',
  HH: '[H01]',
  H: '[H]',
  hh: '[h01]',
  h: '[h]',
  mm: '[m01]',
  m: '[m]',
  ss: '[s01]',
  s: '[s]',
  SSS: '[f001]',
  a: '[PN]',
  ZZ: '[Z01:01]',
  o: '[d]',
}

/** "dd.MM.yyyy 'at' HH:mm" → "[D01].[M01].[Y0001] at [H01]:[m01]". */
export function pictureOf(format: string): string {
  const parts = format.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []
  return parts
    .map((part) => {
      if (part.startsWith("'")) return part.slice(1, -1)
      if (!/^[A-Za-z]/.test(part)) return part.replace(/\[/g, '[[').replace(/\]/g, ']]')
      const marker = markers[part] ?? (part === 'T' ? 'T' : undefined)
      if (!marker) throw new Untold(`the date format “${part}”`)
      return marker
    })
    .join('')
}

const unitMs: Record<string, number> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

function amount(value: Said, unit: string): Said {
  const ms = unitMs[unit.replace(/s$/, '').toLowerCase()]
  if (!ms) throw new Untold(`adding ${unit} to a date`)
  return ms === 1 ? value : infix(value, '*', said(String(ms)), 'number')
}

/** `moment.plus({ days: 2, hours: 1 })`, `moment.minus(7, 'days')`. */
export function shifted(moment: Said, sign: '+' | '-', parts: readonly [unit: string, value: Said][]): Said {
  return parts.reduce((at, [unit, value]) => infix(at, sign, amount(value, unit), 'moment'), moment)
}

export const formatted = (moment: Said, format: string): Said =>
  call('fromMillis', 'text', moment, JSON.stringify(pictureOf(format)))

/** The formats that Luxon and JavaScript have names for, in American English as n8n writes them. */
const presets: Record<string, string> = {
  D: 'M/d/yyyy',
  T: 'HH:mm',
  TT: 'h:mm:ss a',
  'D, TT': 'M/d/yyyy, h:mm:ss a',
  DATE_SHORT: 'M/d/yyyy',
  DATE_MED: 'MMM d, yyyy',
  DATE_FULL: 'MMMM d, yyyy',
  DATE_HUGE: 'EEEE, MMMM d, yyyy',
  TIME_SIMPLE: 'h:mm a',
  TIME_WITH_SECONDS: 'h:mm:ss a',
  TIME_24_SIMPLE: 'HH:mm',
  TIME_24_WITH_SECONDS: 'HH:mm:ss',
  DATETIME_SHORT: 'M/d/yyyy, h:mm a',
  DATETIME_MED: "MMM d, yyyy, h:mm a",
}

/** `toLocaleString(DateTime.DATE_MED)`, `toLocaleTimeString('en-US', { hour12: false })`. */
export function shown(self: Said, args: Args, format: string): Said {
  const last = args.count - 1
  const preset = args.count === 1 ? args.preset(0) : null
  if (preset !== null) return formatted(parsed(self), presetOf(preset))
  const language = args.count > 0 ? args.text(0) : 'en-US'
  if (language !== 'en-US' && !(args.count === 1 && args.object(0))) throw new Untold('a date in another language')
  const options = last >= 0 ? (args.object(last) ?? []) : []
  const whole = Object.fromEntries(options.map(([name, value]) => [name, value.text.replaceAll('"', '')]))
  return formatted(parsed(self), options.length === 0 ? presetOf(format) : byOptions(whole, format))
}

function presetOf(name: string): string {
  const format = presets[name]
  if (!format) throw new Untold(`the date format ${name}`)
  return format
}

const month: Record<string, string> = { long: 'MMMM', short: 'MMM', numeric: 'M', '2-digit': 'MM' }

function byOptions(options: Record<string, string>, format: string): string {
  const names = Object.keys(options).sort().join()
  if (names === 'hour12' && format === 'TT') return options['hour12'] === 'false' ? 'HH:mm:ss' : 'h:mm:ss a'
  const [m, day, year] = [month[options['month'] ?? ''], options['day'], options['year']]
  if (names !== 'day,month,year' || !m || year !== 'numeric') throw new Untold('a date by options of its own')
  const d = day === '2-digit' ? 'dd' : 'd'
  return m.length > 2 ? `${m} ${d}, yyyy` : `${m}/${d}/yyyy`
}

const partOf = (marker: string) => (moment: Said) => call('number', 'number', call('fromMillis', 'text', moment, `"${marker}"`))
const nameOf = (marker: string) => (moment: Said) => call('fromMillis', 'text', moment, `"${marker}"`)

/** What can be read of a moment of Luxon without a call. */
const parts: Record<string, (moment: Said) => Said> = {
  year: partOf('[Y]'),
  month: partOf('[M]'),
  day: partOf('[D]'),
  hour: partOf('[H]'),
  minute: partOf('[m]'),
  second: partOf('[s]'),
  weekday: partOf('[F0]'),
  ordinal: partOf('[d]'),
  weekNumber: partOf('[W]'),
  ts: (moment) => ({ ...moment, kind: 'number' }),
  monthLong: nameOf('[MNn]'),
  monthShort: nameOf('[MNn,3-3]'),
  weekdayLong: nameOf('[FNn]'),
  weekdayShort: nameOf('[FNn,3-3]'),
}

export function momentField(moment: Said, name: string): Said {
  const read = parts[name]
  return read ? read(moment) : field(call('fromMillis', 'text', moment), name)
}

export const now = said('$millis()', 'moment')
export const today = said('($millis() - $millis() % 86400000)', 'moment')
export const parsed = (text: Said): Said => (text.kind === 'moment' ? text : call('toMillis', 'moment', text))
