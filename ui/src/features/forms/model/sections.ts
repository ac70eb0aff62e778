import type { Draft } from './edits'

const isSection = (draft: Draft, name: string | undefined) =>
  name !== undefined && draft.ui.fields?.[name]?.widget === 'section'

/** A field and what moves with it: below a heading stand its questions, up to the next one or the end of the page. */
export function groupOf(draft: Draft, name: string): readonly string[] {
  if (!isSection(draft, name)) return [name]
  const fields = draft.ui.pages.find((page) => page.fields.includes(name))?.fields ?? [name]
  const from = fields.indexOf(name)
  const next = fields.findIndex((other, at) => at > from && isSection(draft, other))
  return fields.slice(from, next < 0 ? undefined : next)
}

/** Places for a section on a page that take no question away from another: before each heading, and at the end. */
export function placesForSection(draft: Draft, fields: readonly string[]): number[] {
  return [...fields.keys()].filter((at) => isSection(draft, fields[at])).concat(fields.length)
}

export const nearestOf = (places: readonly number[], at: number): number =>
  places.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best))
