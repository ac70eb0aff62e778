export type ReadNumber =
  { kind: 'empty' } | { kind: 'number'; value: number } | { kind: 'ambiguous' } | { kind: 'unreadable' }

/**
 * Reads a number as people write it: `1 234.5`, `1,234,567.8`, `12,5`, `1'000`.
 * `1,234` means a thousand to one reader and one and a bit to another, so it is asked about, never guessed.
 */
export function readNumber(text: string): ReadNumber {
  const bare = text
    .trim()
    .replace(/[\s\u00a0\u202f'’_]/g, '')
    .replace(/^[−–]/, '-')
  if (bare === '') return { kind: 'empty' }
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return finite(bare)
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(bare) || /^[+-]?\d{1,3}(,\d{3}){2,}$/.test(bare))
    return finite(bare.replaceAll(',', ''))
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(bare)) return { kind: 'ambiguous' }
  if (/^[+-]?\d+,\d+$/.test(bare)) return finite(bare.replace(',', '.'))
  return { kind: 'unreadable' }
}

function finite(text: string): ReadNumber {
  const value = Number(text)
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'unreadable' }
}

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })

/**
 * `1234567.5` → `1 234 567.5`, with thin spaces, which no reader takes for a decimal sign.
 * Four digits stay together: they are read at a glance, and may be a year.
 */
export function writeNumber(value: number): string {
  const text = grouped.format(value)
  return text.replaceAll(',', Math.abs(value) < 10_000 ? '' : '\u202f')
}
