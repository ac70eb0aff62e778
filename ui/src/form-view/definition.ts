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
  'rows',
  'consent',
  'calculated',
  'statement',
  'hidden',
] as const

export type Widget = (typeof widgets)[number]

/** How one field is shown, and the JSONata that governs it. */
export type FieldSettings = {
  widget?: string
  label?: string
  help?: string
  unit?: string
  placeholder?: string
  visibleIf?: string
  requiredIf?: string
  calculate?: string
  validIf?: string
  validMessage?: string
  fields?: Record<string, FieldSettings>
}

export type PageSettings = { title?: string; fields: string[]; visibleIf?: string }

export type FormSettings = {
  order?: string[]
  pages?: PageSettings[]
  fields?: Record<string, FieldSettings>
  submitLabel?: string
  intro?: string
  thanks?: string
}

export type FormDefinition = { schema: JsonSchema; ui?: FormSettings }
