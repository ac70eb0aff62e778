import type {
  Classification,
  FieldSettings,
  FieldTranslation,
  FormDefinition,
  JsonSchema,
  PageSettings,
  Translation,
  Widget,
} from './definition'
import { widgets } from './definition'

export type Choice = { value: unknown; label: string }

export type Field = {
  name: string
  widget: Widget
  label: string
  help?: string
  unit?: string
  placeholder?: string
  /** What the ends of a scale mean. */
  lowLabel?: string
  highLabel?: string
  autocomplete?: string
  required: boolean
  schema: JsonSchema
  choices: Choice[]
  /** The fields of one row; only for what is answered in rows. */
  columns: Field[]
  /** The boxes that one answer is made of: amount and currency, the lines of an address, the rows of a matrix. */
  parts: Field[]
  /** What each entry of a list is; only for lists. */
  entry?: Field
  /** How many letters a lookup waits for; undefined where its choices are all there. */
  letters?: number
  classification: Classification
  accept: string[]
  maxBytes?: number
  maxFiles: number
  visibleIf?: string
  requiredIf?: string
  calculate?: string
  validIf?: string
  validMessage?: string
}

export type Page = { title: string; description?: string; fields: Field[]; visibleIf?: string }

/** `title` is empty where a language has none of its own: then it is the name of the form. */
export type Form = { title: string; intro: string; thanks: string; submitLabel: string; pages: Page[]; fields: Field[] }

/** What takes no answer: it is there to be read. */
export const isText = (field: { widget: Widget }) => field.widget === 'statement' || field.widget === 'section'

/** What is answered in rows of the same few questions. */
export const isRows = (field: { widget: Widget }) => field.widget === 'rows' || field.widget === 'repeat'

/**
 * A form as it is filled in: pages of fields, each with its widget. Every property of the schema is on some page.
 * Words that a language lacks stay in the language of the definition.
 */
export function readForm(definition: FormDefinition, language?: string): Form {
  const ui = definition.ui ?? {}
  const schema = definition.schema
  const said: Translation = (language !== undefined && ui.translations?.[language]) || {}
  const names = fieldNames(definition)
  const byName = new Map(names.map((name) => [name, readField(name, schema, ui.fields?.[name], language)]))
  const worded = ui.pages?.map((page, index) => ({
    ...page,
    title: said.pages?.[index] || page.title || '',
    description: said.pageDescriptions?.[index] || page.description || '',
  }))
  const pages = readPages(worded, names, byName)
  return {
    title: said.name || '',
    intro: said.intro || ui.intro || schema.description || '',
    thanks: said.thanks || ui.thanks || '',
    submitLabel: said.submitLabel || ui.submitLabel || '',
    pages,
    fields: pages.flatMap((page) => page.fields),
  }
}

function fieldNames({ schema, ui }: FormDefinition): string[] {
  const known = Object.keys(schema.properties ?? {})
  const statements = Object.entries(ui?.fields ?? {})
    .filter(([, one]) => one.widget === 'statement' || one.widget === 'section')
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
    ...(page.description ? { description: page.description } : {}),
    ...(page.visibleIf ? { visibleIf: page.visibleIf } : {}),
  }))
  const rest = names.flatMap(take)
  const last = pages.at(-1)
  if (!last) return [{ title: '', fields: rest }]
  // A field that no page names would be required and yet out of reach.
  last.fields.push(...rest)
  return pages
}

export function readField(
  name: string,
  parent: JsonSchema,
  settings: FieldSettings = {},
  language?: string,
): Field {
  const said: FieldTranslation = (language !== undefined && settings.translations?.[language]) || {}
  const schema = parent.properties?.[name] ?? {}
  const widget = widgetOf(schema, settings)
  const choices = choicesOf(widget === 'choices' ? (schema.items ?? {}) : schema)
  return {
    name,
    widget,
    label: said.label || settings.label || schema.title || words(name),
    required: parent.required?.includes(name) ?? false,
    schema,
    choices: choices.map((one) => ({ ...one, label: said.choices?.[String(one.value)] || one.label })),
    columns: isRows({ widget }) ? fieldsOf(schema.items ?? {}, settings, language) : [],
    parts: composed.has(widget) ? fieldsOf(schema, settings, language) : [],
    ...(widget === 'list' ? { entry: entryOf(schema, settings, said) } : {}),
    ...(settings.lookup ? { letters: settings.lookup.letters ?? lettersDefault } : {}),
    // A signature shows a name: the server seals it, whatever is not said here.
    classification: settings.classification ?? (widget === 'signature' ? 'personal' : 'internal'),
    accept: settings.accept ?? [],
    ...(settings.maxBytes ? { maxBytes: settings.maxBytes } : {}),
    maxFiles: settings.maxFiles ?? schema.maxItems ?? 1,
    ...given({
      help: said.help || settings.help || settings.consent?.text || schema.description,
      unit: settings.unit,
      autocomplete: settings.autocomplete,
      placeholder: said.placeholder || settings.placeholder,
      lowLabel: said.lowLabel || settings.lowLabel,
      highLabel: said.highLabel || settings.highLabel,
      visibleIf: settings.visibleIf,
      requiredIf: settings.requiredIf,
      calculate: settings.calculate,
      validIf: settings.validIf,
      validMessage: said.validMessage || settings.validMessage,
    }),
  }
}

// As LookupSource.LettersDefault says on the server.
const lettersDefault = 2

const entryOf = (list: JsonSchema, settings: FieldSettings, said: FieldTranslation): Field =>
  readField('entry', { properties: { entry: list.items ?? {} } }, {
    label: said.label || settings.label || list.title || '',
    ...given({ unit: settings.unit, placeholder: said.placeholder || settings.placeholder }),
  })

const composed = new Set<Widget>(['money', 'address', 'matrix'])

function fieldsOf(schema: JsonSchema, settings: FieldSettings, language: string | undefined): Field[] {
  const names = Object.keys(schema.properties ?? {})
  const order = settings.order ?? usualOrder
  const placeOf = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return names
    .sort((one, other) => placeOf(one) - placeOf(other))
    .map((name) => readField(name, schema, settings.fields?.[name], language))
}

// Of an address, where nothing else is said.
const usualOrder = ['street', 'street2', 'postcode', 'city', 'region', 'country']

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
  if (type === 'array') return widgetForItems(schema.items ?? {})
  if (type === 'object') return composedFor(schema)
  if (schema.enum || schema.oneOf) return choicesOf(schema).length > 7 ? 'dropdown' : 'choice'
  if (schema.format === 'date') return 'date'
  if (schema.format === 'date-time') return 'dateTime'
  if (schema.format === 'time') return 'time'
  if (schema.format === 'email') return 'email'
  // What has a form of its own, such as a web address, stands in one line however long it may be.
  return (schema.maxLength ?? 0) > 300 && schema.format === undefined ? 'longText' : 'text'
}

const widgetForItems = (items: JsonSchema): Widget =>
  items.properties
    ? 'rows'
    : choicesOf(items).length === 0 && ['string', 'number', 'integer'].includes(String(items.type))
      ? 'list'
      : 'choices'

/** An object without a widget of its own is known by its properties; any other is drawn as the boxes it is made of. */
const composedFor = ({ properties = {} }: JsonSchema): Widget =>
  'amount' in properties && 'currency' in properties
    ? 'money'
    : Object.values(properties).every((one) => one.enum) && Object.keys(properties).length > 0
      ? 'matrix'
      : 'address'

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
