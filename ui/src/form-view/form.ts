import type { FieldSettings, FormDefinition, JsonSchema, PageSettings, Widget } from './definition'
import { widgets } from './definition'

export type Choice = { value: unknown; label: string }

export type Field = {
  name: string
  widget: Widget
  label: string
  help?: string
  unit?: string
  placeholder?: string
  required: boolean
  schema: JsonSchema
  choices: Choice[]
  /** The fields of one row; only for `rows`. */
  columns: Field[]
  visibleIf?: string
  requiredIf?: string
  calculate?: string
  validIf?: string
  validMessage?: string
}

export type Page = { title: string; fields: Field[]; visibleIf?: string }

export type Form = { intro: string; thanks: string; submitLabel: string; pages: Page[]; fields: Field[] }

/** A form as it is filled in: pages of fields, each with its widget. Every property of the schema is on some page. */
export function readForm(definition: FormDefinition): Form {
  const ui = definition.ui ?? {}
  const schema = definition.schema
  const names = fieldNames(definition)
  const byName = new Map(names.map((name) => [name, readField(name, schema, ui.fields?.[name])]))
  const pages = readPages(ui.pages, names, byName)
  return {
    intro: ui.intro ?? schema.description ?? '',
    thanks: ui.thanks ?? '',
    submitLabel: ui.submitLabel || 'Send answers',
    pages,
    fields: pages.flatMap((page) => page.fields),
  }
}

function fieldNames({ schema, ui }: FormDefinition): string[] {
  const known = Object.keys(schema.properties ?? {})
  const statements = Object.entries(ui?.fields ?? {})
    .filter(([, one]) => one.widget === 'statement')
    .map(([name]) => name)
  const all = new Set([...known, ...statements])
  const ordered = (ui?.order ?? []).filter((name) => all.has(name))
  return [...new Set([...ordered, ...all])]
}

function readPages(settings: PageSettings[] | undefined, names: string[], byName: Map<string, Field>): Page[] {
  const taken = new Set<string>()
  const take = (name: string) => {
    const field = taken.has(name) ? undefined : byName.get(name)
    if (field) taken.add(name)
    return field ? [field] : []
  }
  const pages: Page[] = (settings ?? []).map((page) => ({
    title: page.title ?? '',
    fields: page.fields.flatMap(take),
    ...(page.visibleIf ? { visibleIf: page.visibleIf } : {}),
  }))
  const rest = names.flatMap(take)
  const last = pages.at(-1)
  if (!last) return [{ title: '', fields: rest }]
  // A field that no page names would be required and yet out of reach.
  last.fields.push(...rest)
  return pages
}

export function readField(name: string, parent: JsonSchema, settings: FieldSettings = {}): Field {
  const schema = parent.properties?.[name] ?? {}
  const widget = widgetOf(schema, settings)
  return {
    name,
    widget,
    label: settings.label || schema.title || words(name),
    required: parent.required?.includes(name) ?? false,
    schema,
    choices: choicesOf(widget === 'choices' ? (schema.items ?? {}) : schema),
    columns: widget === 'rows' ? columnsOf(schema.items ?? {}, settings) : [],
    ...given({
      help: settings.help || schema.description,
      unit: settings.unit,
      placeholder: settings.placeholder,
      visibleIf: settings.visibleIf,
      requiredIf: settings.requiredIf,
      calculate: settings.calculate,
      validIf: settings.validIf,
      validMessage: settings.validMessage,
    }),
  }
}

function columnsOf(row: JsonSchema, settings: FieldSettings): Field[] {
  return Object.keys(row.properties ?? {}).map((name) => readField(name, row, settings.fields?.[name]))
}

/** Names of widgets that are at home elsewhere, met in imported and hand-written definitions. */
const aliases: Record<string, Widget> = {
  radio: 'choice',
  select: 'dropdown',
  checkboxes: 'choices',
  textarea: 'longText',
  updown: 'number',
}

function widgetOf(schema: JsonSchema, settings: FieldSettings): Widget {
  const asked = widgets.find((widget) => widget === settings.widget) ?? aliases[settings.widget ?? '']
  if (settings.calculate) return 'calculated'
  return asked ?? widgetForSchema(schema)
}

function widgetForSchema(schema: JsonSchema): Widget {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (schema.const === true) return 'consent'
  if (type === 'boolean') return 'yesNo'
  if (type === 'number' || type === 'integer') return schema.enum || schema.oneOf ? 'choice' : 'number'
  if (type === 'array') return schema.items?.properties ? 'rows' : 'choices'
  if (schema.enum || schema.oneOf) return choicesOf(schema).length > 7 ? 'dropdown' : 'choice'
  if (schema.format === 'date') return 'date'
  if (schema.format === 'date-time') return 'dateTime'
  if (schema.format === 'time') return 'time'
  if (schema.format === 'email') return 'email'
  return (schema.maxLength ?? 0) > 300 ? 'longText' : 'text'
}

function choicesOf(schema: JsonSchema): Choice[] {
  const named = schema.oneOf ?? schema.anyOf
  if (named?.every((one) => 'const' in one))
    return named.map((one) => ({ value: one.const, label: one.title ?? String(one.const) }))
  return (schema.enum ?? []).map((value) => ({ value, label: String(value) }))
}

/** `scope1Emissions` → `Scope 1 emissions`. */
export function words(name: string): string {
  const spaced = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/([0-9])([a-zA-Z])/g, '$1 $2')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase()
}

function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as { [K in keyof T]?: string }
}
