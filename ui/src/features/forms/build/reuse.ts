import type { FieldSettings, FormDefinition, JsonSchema } from '../../../form-view/definition'
import { expressionKeys, renamedIn } from '../model/expressions'
import { type Draft, freeName, isRequired, type Place, setRequired, toDraft } from '../model/edits'

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
  let result = draft
  for (const [name, free] of renamed) {
    const settings = structuredClone(source.ui.fields?.[name] ?? {})
    for (const key of expressionKeys)
      if (settings[key] !== undefined) settings[key] = renamedIn(settings[key], renamed)
    result = withField(result, free, structuredClone(source.schema.properties?.[name] ?? {}), settings)
    if (isRequired(source, name)) result = setRequired(result, free, true)
  }
  const pages = result.ui.pages.map((page, index) =>
    index === place.page ? { ...page, fields: page.fields.toSpliced(place.at, 0, ...renamed.values()) } : page,
  )
  return { ...result, ui: { ...result.ui, pages, order: pages.flatMap((page) => page.fields) } }
}

/** Some fields of a form as a definition of their own, in the order in which they are asked. */
export function extractFields(draft: Draft, names: readonly string[]): FormDefinition {
  const order = draft.ui.pages.flatMap((page) => page.fields).filter((name) => names.includes(name))
  const pick = <T>(all: Record<string, T> | undefined) =>
    Object.fromEntries(order.flatMap((name) => (all?.[name] === undefined ? [] : [[name, all[name]]])))
  const required = order.filter((name) => isRequired(draft, name))
  return {
    schema: { type: 'object', properties: pick(draft.schema.properties), ...(required.length > 0 ? { required } : {}) },
    ui: { order, fields: pick(draft.ui.fields) },
  }
}

const withField = (draft: Draft, name: string, schema: JsonSchema, settings: FieldSettings): Draft => ({
  schema: { ...draft.schema, properties: { ...draft.schema.properties, [name]: schema } },
  ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: settings } },
})

export function setPageCondition(draft: Draft, page: number, visibleIf: string): Draft {
  const pages = draft.ui.pages.map(({ visibleIf: _, ...one }, index) =>
    index !== page ? { ...one, ...(_ ? { visibleIf: _ } : {}) } : { ...one, ...(visibleIf ? { visibleIf } : {}) },
  )
  return { ...draft, ui: { ...draft.ui, pages } }
}
