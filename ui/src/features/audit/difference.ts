import { sentenceOf } from '../../lib/text'

/** One line of a state as it is shown: where, what, and whether the last event touched it. */
export type StateLine = {
  path: string
  name: string
  depth: number
  /** Null for an object or list, whose parts follow. */
  text: string | null
  mark: 'added' | 'changed' | 'removed' | 'same'
  before: string | null
}

const lineCountMax = 3000

/** The state as lines, each marked with what became of it since the state before. Pure; knows no schema. */
export function differenceLines(state: unknown, previous: unknown): StateLine[] {
  const lines: StateLine[] = []
  walk('', '', 0, previous, state, lines)
  return lines.slice(1)
}

/** Where the server says which case of its kind a thing is in: `Active`, `ChangesRequested`. */
const caseKey = '$state'

function walk(path: string, name: string, depth: number, before: unknown, now: unknown, lines: StateLine[]) {
  if (lines.length > lineCountMax) return
  const mark = markOf(before, now)
  const shown = mark === 'removed' ? before : now
  if (!isContainer(shown)) {
    const told = name === caseKey ? (value: unknown) => sentenceOf(say(value)) : say
    const shownName = name === caseKey ? 'state' : name
    lines.push({ path, name: shownName, depth, text: told(shown), mark, before: mark === 'changed' ? told(before) : null })
    return
  }
  const kin = isContainer(before) && Array.isArray(before) === Array.isArray(shown)
  lines.push({ path, name, depth, text: null, mark: mark === 'changed' && kin ? 'same' : mark, before: null })
  const was = mark === 'removed' || kin ? entries(before) : {}
  const is = mark === 'removed' ? {} : entries(now)
  for (const key of new Set([...Object.keys(is), ...Object.keys(was)]))
    walk(`${path}/${key}`, key, depth + 1, was[key], is[key], lines)
}

function markOf(before: unknown, now: unknown): StateLine['mark'] {
  if (now === undefined) return 'removed'
  if (before === undefined) return 'added'
  return JSON.stringify(before) === JSON.stringify(now) ? 'same' : 'changed'
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** Members of a list that have an id are told apart by it, so that one taken from the middle moves no other. */
function entries(value: unknown): Record<string, unknown> {
  if (!isContainer(value)) return {}
  if (!Array.isArray(value)) return { ...value }
  const ids = value.map((one) => (typeof one === 'object' && one !== null ? (one as { id?: unknown }).id : undefined))
  const told = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length
  return Object.fromEntries(value.map((one, at) => [told ? String(ids[at]) : String(at + 1), one]))
}

function say(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return value === '' ? 'empty' : value
  if (typeof value === 'object') return Array.isArray(value) ? 'empty list' : 'empty'
  return String(value)
}
