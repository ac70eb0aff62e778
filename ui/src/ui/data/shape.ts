const itemsLookedAt = 50

const kindOf = (value: unknown): string =>
  value === null ? 'empty' : typeof value === 'string' && isDate(value) ? 'date' : typeof value
const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(text)

/** The kinds of a value's fields in place of the fields: of a list that of all its items together. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.slice(0, itemsLookedAt).map(shapeOf).reduce(both)]
  if (typeof value !== 'object' || value === null) return kindOf(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

function both(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === 0 ? b : b.length === 0 ? a : [both(a[0], b[0])]
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    return Object.fromEntries(
      [...keys].map((key) => [key, key in a && key in b ? both(a[key], b[key]) : optional(a[key] ?? b[key])]),
    )
  }
  return a === b ? a : [...new Set([...String(a).split(' or '), ...String(b).split(' or ')])].join(' or ')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const optional = (shape: unknown) =>
  typeof shape === 'string' && !shape.endsWith(', not always') ? `${shape}, not always` : shape
