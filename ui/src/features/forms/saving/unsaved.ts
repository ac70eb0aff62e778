import { queryOptions } from '@tanstack/react-query'
import type { Form } from '../../../api/forms'
import { rests } from '../../../lib/kept/rests'
import { type Draft, toDraft } from '../model/edits'

export interface Step {
  name: string
  draft: Draft
}

/** What must outlive a page on which it could not be saved. */
export interface Unsaved extends Step {
  /** The version that it was made on. */
  version: number
  /** Steps before the newest state, oldest first. */
  unsaved: readonly Step[]
}

interface Desk {
  person: string
  formId: string
}

const area = 'unsent-form'

/** Where the browser has no room for every step, the newest state alone is kept. */
export function rememberUnsaved({ person, formId }: Desk, left: Unsaved | null) {
  const desk = { area, person, id: formId } as const
  if (!rests.rest(desk, left) && left && left.unsaved.length > 0) rests.rest(desk, { ...left, unsaved: [] })
}

/** What this page, and pages that are gone, did not save of a form; asked for once, as it is opened. */
export const unsavedQuery = ({ person, formId }: Desk) =>
  queryOptions({
    queryKey: ['forms', 'unsaved', formId],
    queryFn: () => rests.take<Unsaved>({ area, person, id: formId }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Forms in which this person has something that was not saved from this browser. */
export async function unsavedOf(person: string): Promise<string[]> {
  return [...new Set((await rests.waiting(area, person)).map(({ id }) => id))]
}

/** In whatever order the names stand: the database has one of its own. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, sorted(of)]))
      : value
const textOf = ({ name, draft }: Step) => JSON.stringify(sorted([name, draft]))

/** What is left where the server has a step of it by now, of which no answer came; null where it has everything. */
export function sinceSaved(left: Unsaved, form: Pick<Form, 'name' | 'version' | 'definition'>): Unsaved | null {
  if (form.version < left.version) return left
  const server = textOf({ name: form.name, draft: toDraft(form.definition) })
  const steps = [...left.unsaved, left]
  const at = steps.findLastIndex((step) => textOf(step) === server)
  if (at < 0) return left
  return at === steps.length - 1 ? null : { ...left, version: form.version, unsaved: left.unsaved.slice(at + 1) }
}

/** Of several pages the newest stands, and what the others had is a step before it: nothing of it is lost. */
export function laidTogether(found: readonly Unsaved[], form: Form): Unsaved | null {
  const left = found.flatMap((one) => sinceSaved(one, form) ?? [])
  const newest = left.at(-1)
  if (!newest) return null
  const before = left.slice(0, -1).flatMap(({ unsaved, name, draft }) => [...unsaved, { name, draft }])
  return { ...newest, unsaved: [...before, ...newest.unsaved] }
}
