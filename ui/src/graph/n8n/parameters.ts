import { partsOf } from './template'

/** The settings of a step of n8n, of which nothing is certain. */
export type Parameters = Record<string, unknown>

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number, also one written as text. An object may have anything under `valueOf`, and asking it would throw. */
export const numeric = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN)

export const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((now, key) => {
    if (typeof now !== 'object' || now === null || !Object.hasOwn(now, key)) return undefined
    return (now as Record<string | number, unknown>)[key]
  }, value)

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The value behind a resource locator, `{ __rl: true, mode, value }`, or behind nothing at all. */
export const located = (value: unknown): unknown => (isRecord(value) && 'value' in value ? value['value'] : value)

/** The beginning of a text, never half a character. */
export const cut = (value: string, lengthMax: number) => value.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/, '')

/** `[{ name, value }, …]` as an object. */
export const pairs = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    list(value).flatMap((one) => (text(at(one, 'name')) === '' ? [] : [[text(at(one, 'name')), at(one, 'value') ?? '']])),
  )

/** Puts a value at "a.b.c" of an object, as n8n does where it sets fields. */
export function putAt(target: Record<string, unknown>, path: string, value: unknown) {
  const keys = path.split('.').filter((key) => key !== '' && key !== '__proto__')
  let now = target
  for (const key of keys.slice(0, -1)) {
    const inner = now[key]
    now = now[key] = isRecord(inner) ? inner : {}
  }
  const last = keys.at(-1)
  if (last !== undefined) now[last] = value
}

/** Text that is JSON but for expressions as an object with expressions in it; the text itself where it is none. */
export function jsonWithin(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const held: string[] = []
  const marked = partsOf(value)
    .map(({ text, code }) => (code ? `\u0001${held.push(`{{${text}}}`) - 1}\u0002` : text))
    .join('')
  const strings: string[] = []
  const safe = marked
    .replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, (one) => `\u0003${strings.push(one) - 1}\u0004`)
    .replace(/\u0001(\d+)\u0002/g, '"\u0001$1\u0002"')
    .replace(/\u0003(\d+)\u0004/g, (_, index: string) => strings[Number(index)]!)
  try {
    return JSON.parse(
      safe.replace(/[\u0001-\u0004]/g, (mark) => `\\u000${mark.charCodeAt(0)}`),
      (_, inner: unknown) =>
        typeof inner === 'string'
          ? inner.replace(/\u0001(\d+)\u0002/g, (_mark, index: string) => held[Number(index)] ?? '')
          : inner,
    ) as unknown
  } catch {
    return value
  }
}
