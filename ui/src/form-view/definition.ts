/** The part of JSON Schema that a form field is made of. Other keywords are kept and validated, never drawn. */
export type JsonSchema = {
  type?: string | string[]
  title?: string
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  oneOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  default?: unknown
  [keyword: string]: unknown
}

export const widgets = [
  'text',
  'longText',
  'email',
  'number',
  'date',
  'dateTime',
  'time',
  'choice',
  'dropdown',
  'choices',
  'yesNo',
  'scale',
  'matrix',
  'money',
  'address',
  'file',
  'signature',
  'lookup',
  'list',
  'rows',
  'repeat',
  'consent',
  'calculated',
  'section',
  'statement',
  'hidden',
] as const

export type Widget = (typeof widgets)[number]

/** The words of a field in another language. Choices are named by their value. */
export type FieldTranslation = {
  label?: string
  help?: string
  placeholder?: string
  lowLabel?: string
  highLabel?: string
  validMessage?: string
  choices?: Record<string, string>
}

export const classifications = ['public', 'internal', 'personal', 'secret'] as const

/** Who may see an answer; `internal` when nothing is said. */
export type Classification = (typeof classifications)[number]

/** How one field is shown, and the JSONata that governs it. */
export type FieldSettings = {
  widget?: string
  classification?: Classification
  /** Who in the organisation answers for what is done with it. */
  owner?: string
  /** Which files are taken: types such as `application/pdf` or `image/*`, and how large each may be. */
  accept?: string[]
  maxBytes?: number
  maxFiles?: number
  /** Which wording is agreed to; the server records it with the answer. */
  consent?: { id: string; version: string; text: string }
  translations?: Record<string, FieldTranslation>
  /**
   * The query that a lookup's choices come from; without it they stand in the schema. On the public form only `letters`
   * is known: how many have to be typed before it looks.
   */
  lookup?: { connection?: string; query?: string; value?: string; label?: string; letters?: number }
  label?: string
  help?: string
  unit?: string
  placeholder?: string
  /** What the lowest and the highest step of a scale mean. */
  lowLabel?: string
  highLabel?: string
  /** What the browser may fill in by itself, as HTML names it: `name`, `tel`, `organization`. */
  autocomplete?: string
  visibleIf?: string
  requiredIf?: string
  calculate?: string
  validIf?: string
  validMessage?: string
  fields?: Record<string, FieldSettings>
  /** The order of the parts or columns: the store keeps no order of names. */
  order?: string[]
}

export type PageSettings = { title?: string; description?: string; fields: string[]; visibleIf?: string }

/** The words of a form in another language; those of a field stand at the field. */
export type Translation = {
  name?: string
  intro?: string
  thanks?: string
  submitLabel?: string
  /** Their titles. */
  pages?: string[]
  pageDescriptions?: string[]
}

export type Theme = { accent?: string; logo?: string }

export type FormSettings = {
  /** The first is the one that the definition itself is written in; English when nothing is said. */
  languages?: string[]
  translations?: Record<string, Translation>
  /** The e-mail field that names the person an open link's answers are about. */
  personField?: string
  theme?: Theme
  order?: string[]
  pages?: PageSettings[]
  fields?: Record<string, FieldSettings>
  submitLabel?: string
  intro?: string
  thanks?: string
  /** Whoever has sent answers may change them by the same link, with a reason, for as long as the form takes answers. */
  amendable?: boolean
  /** Whoever has sent answers may take them back by the same link, with a reason, for as long as the form takes answers. */
  withdrawable?: boolean
}

export type FormDefinition = { schema: JsonSchema; ui?: FormSettings }
