import type {
  FieldSettings,
  FormDefinition,
  FormSettings,
  JsonSchema,
  PageSettings,
} from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { expressionKeys, renamedIn } from './expressions'
import { kindNamed } from './kinds'
import { groupOf, nearestOf, placesForSection } from './sections'

/** A form as the builder holds it: every field is on exactly one page, and there is at least one page. */
export type Draft = { schema: JsonSchema; ui: FormSettings & { pages: PageSettings[] } }

export type Place = { page: number; at: number }

export function toDraft(definition: FormDefinition): Draft {
  const form = readForm(definition)
  const pages = form.pages.map((page) => ({
    title: page.title,
    fields: page.fields.map((field) => field.name),
    ...(page.description ? { description: page.description } : {}),
    ...(page.visibleIf ? { visibleIf: page.visibleIf } : {}),
  }))
  return inOrder({ schema: { type: 'object', ...definition.schema }, ui: { ...definition.ui, pages } })
}

/** `order` says the same as the pages, for readers that know no pages. */
const inOrder = (draft: Draft): Draft => ({
  ...draft,
  ui: { ...draft.ui, order: draft.ui.pages.flatMap((page) => page.fields) },
})

const withPages = (draft: Draft, pages: PageSettings[]): Draft => inOrder({ ...draft, ui: { ...draft.ui, pages } })

export function placeOf(draft: Draft, name: string): Place | undefined {
  const page = draft.ui.pages.findIndex((one) => one.fields.includes(name))
  return page < 0 ? undefined : { page, at: draft.ui.pages[page]!.fields.indexOf(name) }
}

/** A name for the data that is not taken: `text`, `text2`. */
export function freeName(draft: Draft, wanted: string): string {
  const taken = new Set([...Object.keys(draft.schema.properties ?? {}), ...Object.keys(draft.ui.fields ?? {})])
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`
    if (!taken.has(name)) return name
  }
}

export function addField(draft: Draft, kind: string, place: Place): { draft: Draft; name: string } {
  const { schema, settings, label } = kindNamed(kind)
  const name = freeName(draft, kind)
  return { name, draft: withField(draft, name, schema, { ...settings, label }, place) }
}

export function duplicateField(draft: Draft, name: string): { draft: Draft; name: string } {
  const place = placeOf(draft, name)
  if (!place) return { draft, name }
  const copy = freeName(draft, name)
  const settings = draft.ui.fields?.[name] ?? {}
  const schema = draft.schema.properties?.[name] ?? {}
  const added = withField(draft, copy, schema, settings, { page: place.page, at: place.at + 1 })
  return { name: copy, draft: isRequired(draft, name) ? setRequired(added, copy, true) : added }
}

function withField(draft: Draft, name: string, schema: JsonSchema, settings: FieldSettings, place: Place): Draft {
  const properties = { ...draft.schema.properties, [name]: schema }
  return insert(
    {
      schema: { ...draft.schema, properties },
      ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: settings } },
    },
    [name],
    place,
  )
}

function insert(draft: Draft, names: readonly string[], { page, at }: Place): Draft {
  return withPages(
    draft,
    draft.ui.pages.map((one, index) =>
      index === page ? { ...one, fields: one.fields.toSpliced(at, 0, ...names) } : one,
    ),
  )
}

const lift = (draft: Draft, names: readonly string[]): Draft =>
  withPages(
    draft,
    draft.ui.pages.map((page) => ({ ...page, fields: page.fields.filter((one) => !names.includes(one)) })),
  )

export function removeField(draft: Draft, name: string): Draft {
  const { [name]: _schema, ...properties } = draft.schema.properties ?? {}
  const { [name]: _settings, ...fields } = draft.ui.fields ?? {}
  const lifted = lift(setRequired(draft, name, false), [name])
  const { personField, ...ui } = lifted.ui
  const about = personField === undefined || personField === name ? {} : { personField }
  return { schema: { ...lifted.schema, properties }, ui: { ...ui, ...about, fields } }
}

/**
 * A heading takes along what stands below it, and goes where it takes nothing away from another.
 * `to` counts places before the field is lifted, as a reader of the page does.
 */
export function moveField(draft: Draft, name: string, to: Place): Draft {
  const from = placeOf(draft, name)
  if (!from) return draft
  const group = groupOf(draft, name)
  const passed = from.page !== to.page ? 0 : Math.min(Math.max(0, to.at - from.at), group.length)
  return put(draft, group, from, { page: to.page, at: to.at - passed })
}

/** One place up or down, over the edge of a page too. */
export function nudgeField(draft: Draft, name: string, by: 1 | -1): Draft {
  const from = placeOf(draft, name)
  if (!from) return draft
  const group = groupOf(draft, name)
  const places = placesFor(lift(draft, group), name, from.page)
  const next = places[places.indexOf(from.at) + by]
  if (next !== undefined) return put(draft, group, from, { page: from.page, at: next })
  const page = from.page + by
  if (!draft.ui.pages[page]) return draft
  const beside = placesFor(draft, name, page)
  return put(draft, group, from, { page, at: by === 1 ? beside[0]! : beside.at(-1)! })
}

function put(draft: Draft, group: readonly string[], from: Place, to: Place): Draft {
  const lifted = lift(draft, group)
  const at = nearestOf(placesFor(lifted, group[0]!, to.page), to.at)
  return from.page === to.page && at === from.at ? draft : insert(lifted, group, { page: to.page, at })
}

/** Where a field can be put on a page, which is anywhere for all but a heading. */
const placesFor = (lifted: Draft, name: string, page: number): number[] => {
  const fields = lifted.ui.pages[page]?.fields ?? []
  return lifted.ui.fields?.[name]?.widget === 'section'
    ? placesForSection(lifted, fields)
    : [...fields.keys(), fields.length]
}

/** Changes settings; an empty value takes the setting away. */
export function setSettings(draft: Draft, name: string, changes: Partial<FieldSettings>): Draft {
  const settings = compact({ ...draft.ui.fields?.[name], ...changes })
  return { ...draft, ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: settings } } }
}

export function setSchema(draft: Draft, name: string, changes: Partial<JsonSchema>): Draft {
  const schema = compact({ ...draft.schema.properties?.[name], ...changes })
  return { ...draft, schema: { ...draft.schema, properties: { ...draft.schema.properties, [name]: schema } } }
}

/** A question that is asked in each row of another. */
export function setColumn(
  draft: Draft,
  name: string,
  column: string,
  schema: Partial<JsonSchema>,
  settings: Partial<FieldSettings>,
): Draft {
  const items = draft.schema.properties?.[name]?.items ?? {}
  const properties = { ...items.properties, [column]: compact({ ...items.properties?.[column], ...schema }) }
  const fields = draft.ui.fields?.[name]?.fields
  return setSettings(setSchema(draft, name, { items: { ...items, properties } }), name, {
    fields: { ...fields, [column]: compact({ ...fields?.[column], ...settings }) },
  })
}

export const isRequired = (draft: Draft, name: string): boolean => draft.schema.required?.includes(name) ?? false

export function setRequired(draft: Draft, name: string, required: boolean): Draft {
  const others = (draft.schema.required ?? []).filter((one) => one !== name)
  return { ...draft, schema: { ...draft.schema, required: required ? [...others, name] : others } }
}

/** The name in the data; expressions that mention it follow. Refused (the draft stays) when it is taken or no name. */
export function renameField(draft: Draft, name: string, to: string): Draft {
  if (name === to || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(to) || freeName(draft, to) !== to) return draft
  const swap = <T>(all: Record<string, T> | undefined) =>
    Object.fromEntries(Object.entries(all ?? {}).map(([key, value]) => [key === name ? to : key, value]))
  const rename = (one: string) => (one === name ? to : one)
  const renamed = new Map([[name, to]])
  return withPages(
    {
      schema: {
        ...draft.schema,
        properties: swap(draft.schema.properties),
        required: (draft.schema.required ?? []).map(rename),
      },
      ui: {
        ...draft.ui,
        ...(draft.ui.personField === name ? { personField: to } : {}),
        fields: swap(withExpressions(draft.ui.fields, renamed)),
      },
    },
    draft.ui.pages.map((page) => ({
      ...page,
      ...(page.visibleIf ? { visibleIf: renamedIn(page.visibleIf, renamed) } : {}),
      fields: page.fields.map(rename),
    })),
  )
}

const withExpressions = (fields: Record<string, FieldSettings> | undefined, renamed: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, settings]) => [
      name,
      expressionKeys.reduce(
        (now, key) => (now[key] ? { ...now, [key]: renamedIn(now[key], renamed) } : now),
        settings,
      ),
    ]),
  )

export const addPage = (draft: Draft): Draft => withPages(draft, [...draft.ui.pages, { title: '', fields: [] }])

export const setPage = (
  draft: Draft,
  page: number,
  changes: Partial<Pick<PageSettings, 'title' | 'description'>>,
): Draft =>
  withPages(
    draft,
    draft.ui.pages.map((one, index) => (index === page ? { ...one, ...changes } : one)),
  )

/** The fields of a page that goes away move to the page before it, or after it when it was the first. */
export function removePage(draft: Draft, page: number): Draft {
  const { pages } = draft.ui
  const gone = pages[page]
  if (!gone || pages.length === 1) return draft
  const heir = page === 0 ? 1 : page - 1
  const joined = pages.map((one, index) =>
    index === heir
      ? { ...one, fields: page === 0 ? [...gone.fields, ...one.fields] : [...one.fields, ...gone.fields] }
      : one,
  )
  return arrangePages({ ...draft, ui: { ...draft.ui, pages: joined } }, [...pages.keys()].filter((index) => index !== page))
}

/** The page takes the place of another; those between move up or down. */
export function movePage(draft: Draft, from: number, to: number): Draft {
  const last = draft.ui.pages.length - 1
  if (from === to || Math.min(from, to) < 0 || Math.max(from, to) > last) return draft
  return arrangePages(draft, [...draft.ui.pages.keys()].toSpliced(from, 1).toSpliced(to, 0, from))
}

/** Pages in another order, or fewer of them, each with its words in every language. */
function arrangePages(draft: Draft, order: readonly number[]): Draft {
  const arranged = (texts: readonly string[]) => order.map((at) => texts[at] ?? '')
  const translations = Object.entries(draft.ui.translations ?? {}).map(([language, said]) => [
    language,
    {
      ...said,
      ...(said.pages ? { pages: arranged(said.pages) } : {}),
      ...(said.pageDescriptions ? { pageDescriptions: arranged(said.pageDescriptions) } : {}),
    },
  ])
  const ui = draft.ui.translations ? { ...draft.ui, translations: Object.fromEntries(translations) } : draft.ui
  return withPages({ ...draft, ui }, order.map((at) => draft.ui.pages[at]!))
}

export const setForm = (
  draft: Draft,
  changes: Pick<FormSettings, 'intro' | 'thanks' | 'submitLabel' | 'personField' | 'amendable' | 'withdrawable'>,
): Draft => ({
  ...draft,
  ui: { ...compact({ ...draft.ui, ...changes }), pages: draft.ui.pages },
})

const compact = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T
