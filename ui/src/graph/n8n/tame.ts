const depthMax = 40
const tooDeep = `Nested deeper than ${depthMax} levels, and left out.`

// The zero character, and halves of characters: no database keeps them.
const unkept = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** JSON of a stranger as we can keep it: not nested without end, and of whole characters. */
export function tame(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(unkept, '')
  if (typeof value !== 'object' || value === null) return value
  if (depth === depthMax) return tooDeep
  if (Array.isArray(value)) return value.map((inner) => tame(inner, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(unkept, ''), tame(inner, depth + 1)]))
}

/** Whether a step may hold it: src/ConcertMaster/Workflows/WorkflowRefusals.cs. */
export const isKeepable = (config: object) => JSON.stringify(config).length <= lengthMax && isShallow(config)

const lengthMax = 95_000

const isShallow = (value: unknown, depth = 0): boolean =>
  typeof value !== 'object' || value === null || (depth < depthMax && Object.values(value).every((one) => isShallow(one, depth + 1)))
