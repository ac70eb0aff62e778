import type { FormDefinition } from '../../../form-view/definition'
import { type Field, type Form, type Page, readForm } from '../../../form-view/form'

export type FormChange = { kind: 'added' | 'removed' | 'changed' | 'moved'; what: string; details: string[] }

/** What is different between two definitions, in the words of somebody who builds forms. */
export function changesBetween(before: FormDefinition, after: FormDefinition): FormChange[] {
  const [old, now] = [readForm(before), readForm(after)]
  const oldFields = new Map(old.fields.map((field) => [field.name, field]))
  const nowFields = new Map(now.fields.map((field) => [field.name, field]))
  const changes: FormChange[] = []
  for (const [name, field] of nowFields) {
    const former = oldFields.get(name)
    if (!former) changes.push({ kind: 'added', what: field.label, details: [] })
    else {
      const details = differencesOf(former, field, before, after)
      if (details.length > 0) changes.push({ kind: 'changed', what: field.label, details })
    }
  }
  for (const [name, field] of oldFields)
    if (!nowFields.has(name)) changes.push({ kind: 'removed', what: field.label, details: [] })
  const moved = movesBetween(old, now)
  if (moved.length > 0) changes.push({ kind: 'moved', what: 'Where questions stand', details: moved })
  changes.push(...pageChanges(old.pages, now.pages))
  const details = differences(around(before), around(after))
  if (details.length > 0) changes.push({ kind: 'changed', what: 'The form', details })
  return changes
}

const around = ({ ui }: FormDefinition): Record<string, unknown> => {
  const { fields: _, order: __, pages: ___, ...rest } = ui ?? {}
  return rest
}

/** Questions that were there before and stand on another page, or in another place among those that stay on theirs. */
function movesBetween(old: Form, now: Form): string[] {
  const [before, after] = [pagesOf(old), pagesOf(now)]
  const both = now.fields.filter((field) => before.has(field.name))
  const toAnother = both.filter((field) => before.get(field.name) !== after.get(field.name))
  const stays = new Set(both.filter((field) => !toAnother.includes(field)).map((field) => field.name))
  const order = (form: Form) => form.fields.map((field) => field.name).filter((name) => stays.has(name))
  const within = stepsAside(order(old), order(now))
  const nth = (form: Form, page = 0) => form.pages[page]?.title || `page ${page + 1}`
  return [
    ...toAnother.map(
      ({ name, label }) => `${label}: ${nth(old, before.get(name))} → ${nth(now, after.get(name))}`,
    ),
    ...both.filter((field) => within.has(field.name)).map((field) => `${field.label}: another place on its page`),
  ]
}

const pagesOf = (form: Form) =>
  new Map(form.pages.flatMap((page, index) => page.fields.map((field) => [field.name, index] as const)))

/** The fewest names that have to be lifted out for the others to keep their order: those not on the longest rising run. */
function stepsAside(old: readonly string[], now: readonly string[]): Set<string> {
  const places = now.map((name) => old.indexOf(name))
  const best = places.map(() => 1)
  const from = places.map(() => -1)
  for (const [at, place] of places.entries())
    for (let other = 0; other < at; other++)
      if (places[other]! < place && best[other]! + 1 > best[at]!) [best[at], from[at]] = [best[other]! + 1, other]
  const aside = new Set(now)
  for (let at = best.indexOf(Math.max(...best)); at >= 0; at = from[at]!) aside.delete(now[at]!)
  return aside
}

/** Pages are told apart by the questions on them: the one that shares most with it is what a page was before. */
function pageChanges(old: readonly Page[], now: readonly Page[]): FormChange[] {
  const left = new Set(old)
  const shared = (page: Page, other: Page) =>
    other.fields.filter((field) => page.fields.some((one) => one.name === field.name)).length
  const changes: FormChange[] = []
  for (const [index, page] of now.entries()) {
    const nearest = [...left].sort((one, other) => shared(page, other) - shared(page, one))[0]
    const former = nearest && (shared(page, nearest) > 0 || nearest.title === page.title) ? nearest : undefined
    const what = `Page ${page.title ? `“${page.title}”` : index + 1}`
    if (former) left.delete(former)
    const details = former ? differences(wordsAround(former), wordsAround(page)) : []
    if (!former) changes.push({ kind: 'added', what, details: [] })
    else if (details.length > 0) changes.push({ kind: 'changed', what, details })
  }
  for (const page of left)
    changes.push({ kind: 'removed', what: `Page ${page.title ? `“${page.title}”` : old.indexOf(page) + 1}`, details: [] })
  return changes
}

const wordsAround = ({ title, description, visibleIf }: Page) => ({ title, description: description ?? '', visibleIf: visibleIf ?? '' })

/** A field as it is drawn between two definitions: what is gone stands where it was. */
export type DrawnField = { field: Field; kind: 'added' | 'removed' | 'changed' | 'same'; details: string[] }

export function drawnBetween(before: FormDefinition, after: FormDefinition): DrawnField[] {
  const [old, now] = [readForm(before).fields, readForm(after).fields]
  const names = new Set(now.map((field) => field.name))
  const gone = (field: Field): DrawnField => ({ field, kind: 'removed', details: [] })
  const drawn: DrawnField[] = now.map((field) => {
    const former = old.find((one) => one.name === field.name)
    if (!former) return { field, kind: 'added', details: [] }
    const details = differencesOf(former, field, before, after)
    return { field, kind: details.length > 0 ? 'changed' : 'same', details }
  })
  for (const [at, field] of old.entries()) {
    if (names.has(field.name)) continue
    const above = drawn.findIndex((one) => one.field.name === old[at - 1]?.name)
    drawn.splice(above + 1, 0, gone(field))
  }
  return drawn
}

const differencesOf = (former: Field, field: Field, before: FormDefinition, after: FormDefinition) =>
  differences(
    { ...before.schema.properties?.[field.name], ...before.ui?.fields?.[field.name], required: former.required },
    { ...after.schema.properties?.[field.name], ...after.ui?.fields?.[field.name], required: field.required },
  )

/** Settings in the words of the builder; what has none is called as in the definition. */
const settings: Record<string, string> = {
  label: 'Question',
  help: 'Help',
  placeholder: 'Example',
  unit: 'Unit',
  required: 'Required',
  minimum: 'At least',
  maximum: 'At most',
  minLength: 'Characters, at least',
  maxLength: 'Characters, at most',
  minItems: 'Entries, at least',
  maxItems: 'Entries, at most',
  enum: 'Answers',
  visibleIf: 'Shown if',
  requiredIf: 'Must be answered if',
  validIf: 'Accepted if',
  validMessage: 'Said when it is not accepted',
  calculate: 'Calculated as',
  classification: 'Who may see it',
  owner: 'Owner',
  intro: 'Introduction',
  thanks: 'Thanks',
  submitLabel: 'Button that sends',
  title: 'Title',
  description: 'Description',
  languages: 'Languages',
  translations: 'Translations',
  widget: 'Kind',
  multipleOf: 'In steps of',
  pattern: 'Written as',
  lowLabel: 'The lowest means',
  highLabel: 'The highest means',
  autocomplete: 'The browser may fill in',
  accept: 'Kinds of file',
  maxBytes: 'Largest file, in bytes',
  maxFiles: 'Number of files',
  consent: 'Consent',
  lookup: 'Choices come from',
  personField: 'Whom the answers are about',
  theme: 'Look',
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .map((name) => `${settings[name] ?? name}: ${change(before[name], after[name])}`)
}

/** The store keeps no order of names, so that two objects may be the same and not be written the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** Of two lists only what came and went, where anything did; of what has parts, the parts. */
function change(before: unknown, after: unknown): string {
  if (isParts(before) && isParts(after)) return differences(before, after).join('; ')
  if (isTexts(before) && isTexts(after)) {
    const came = after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`)
    const went = before.filter((one) => !after.includes(one)).map((one) => `− ${one}`)
    if (came.length + went.length > 0) return [...went, ...came].join(', ')
  }
  return `${say(before)} → ${say(after)}`
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const isParts = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const lengthMax = 80

function say(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
}
