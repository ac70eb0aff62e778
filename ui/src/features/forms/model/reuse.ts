import type { FieldSettings, FormDefinition, JsonSchema } from '../../../form-view/definition'
import { type Draft, freeName, isRequired, type Place, setRequired, toDraft } from './edits'

/** Puts fields of another form into this one, with their settings; what names them in expressions follows. */
export function insertFields(draft: Draft, from: FormDefinition, names: readonly string[], place: Place): Draft {
  const source = toDraft(from)
  const renamed = new Map<string, string>()
  let taken = draft
  for (const name of names) {
    const free = freeName(taken, name)
    renamed.set(name, free)
    taken = withField(taken, free, {}, {})
  }
  const follow = (text: string) =>
    text.replace(/"(?:[^"\\]|\\.)*"|(?<![\w$.])[A-Za-z_]\w*/g, (found) => renamed.get(found) ?? found)
  let result = draft
  for (const [name, free] of renamed) {
    const settings = structuredClone(source.ui.fields?.[name] ?? {})
    for (const key of ['visibleIf', 'requiredIf', 'calculate', 'validIf'] as const)
      if (settings[key] !== undefined) settings[key] = follow(settings[key])
    result = withField(result, free, structuredClone(source.schema.properties?.[name] ?? {}), settings)
    if (isRequired(source, name)) result = setRequired(result, free, true)
  }
  const pages = result.ui.pages.map((page, index) =>
    index === place.page ? { ...page, fields: page.fields.toSpliced(place.at, 0, ...renamed.values()) } : page,
  )
  return { ...result, ui: { ...result.ui, pages, order: pages.flatMap((page) => page.fields) } }
}

const withField = (draft: Draft, name: string, schema: JsonSchema, settings: FieldSettings): Draft => ({
  schema: { ...draft.schema, properties: { ...draft.schema.properties, [name]: schema } },
  ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: settings } },
})

/** A page one place up or down. */
export function movePage(draft: Draft, page: number, by: 1 | -1): Draft {
  const to = page + by
  const { pages } = draft.ui
  if (to < 0 || to >= pages.length) return draft
  const moved = pages.map((one, index) => (index === page ? pages[to]! : index === to ? pages[page]! : one))
  return { ...draft, ui: { ...draft.ui, pages: moved, order: moved.flatMap((one) => one.fields) } }
}

export function setPageCondition(draft: Draft, page: number, visibleIf: string): Draft {
  const pages = draft.ui.pages.map(({ visibleIf: _, ...one }, index) =>
    index !== page ? { ...one, ...(_ ? { visibleIf: _ } : {}) } : { ...one, ...(visibleIf ? { visibleIf } : {}) },
  )
  return { ...draft, ui: { ...draft.ui, pages } }
}
