const isText = (value: unknown) => typeof value === 'string' || value === undefined
const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Where two forms differ, when it is in one text alone (or in one list of texts): then somebody is typing there, and a
 * burst of typing is undone in one step. Null for every other change.
 */
export function typedAt(before: unknown, after: unknown, path = ''): string | null {
  if (isText(before) && isText(after)) return path
  if (isTexts(before) && isTexts(after)) return path
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return below(before.keys(), before as never, after as never, path)
  if (!isObject(before) || !isObject(after)) return null
  return below(new Set([...Object.keys(before), ...Object.keys(after)]), before, after, path)
}

type Members = Record<string | number, unknown>

function below(keys: Iterable<string | number>, before: Members, after: Members, path: string): string | null {
  const changed = [...keys].filter((key) => !same(before[key], after[key]))
  const [only] = changed
  return changed.length === 1 && only !== undefined ? typedAt(before[only], after[only], `${path}/${only}`) : null
}

const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other)
