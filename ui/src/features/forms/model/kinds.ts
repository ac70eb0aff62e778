import type { FieldSettings, JsonSchema } from '../../../form-view/definition'

/**
 * What can be put on a form. Schema and settings are what a new field of the kind begins with.
 * A text to read has a schema that no answer fits, so that none is ever taken for it.
 */
export type FieldKind = {
  kind: string
  label: string
  group: 'Text' | 'Figures' | 'Choice' | 'Structure'
  schema: JsonSchema
  settings: FieldSettings
}

const options = ['First answer', 'Second answer']

export const fieldKinds: readonly FieldKind[] = [
  {
    kind: 'text',
    label: 'Text',
    group: 'Text',
    schema: { type: 'string', maxLength: 200 },
    settings: { widget: 'text' },
  },
  {
    kind: 'longText',
    label: 'Long text',
    group: 'Text',
    schema: { type: 'string', maxLength: 5000 },
    settings: { widget: 'longText' },
  },
  {
    kind: 'email',
    label: 'E-mail',
    group: 'Text',
    schema: { type: 'string', format: 'email', maxLength: 254 },
    settings: { widget: 'email' },
  },
  {
    kind: 'number',
    label: 'Number with unit',
    group: 'Figures',
    schema: { type: 'number' },
    settings: { widget: 'number' },
  },
  {
    kind: 'integer',
    label: 'Whole number',
    group: 'Figures',
    schema: { type: 'integer' },
    settings: { widget: 'number' },
  },
  {
    kind: 'date',
    label: 'Date',
    group: 'Figures',
    schema: { type: 'string', format: 'date' },
    settings: { widget: 'date' },
  },
  {
    kind: 'dateTime',
    label: 'Date and time',
    group: 'Figures',
    schema: { type: 'string', format: 'date-time' },
    settings: { widget: 'dateTime' },
  },
  {
    kind: 'calculated',
    label: 'Calculated',
    group: 'Figures',
    schema: { type: 'number' },
    settings: { widget: 'calculated' },
  },
  { kind: 'yesNo', label: 'Yes or no', group: 'Choice', schema: { type: 'boolean' }, settings: { widget: 'yesNo' } },
  {
    kind: 'choice',
    label: 'One of several',
    group: 'Choice',
    schema: { type: 'string', enum: options },
    settings: { widget: 'choice' },
  },
  {
    kind: 'dropdown',
    label: 'One of many',
    group: 'Choice',
    schema: { type: 'string', enum: options },
    settings: { widget: 'dropdown' },
  },
  {
    kind: 'choices',
    label: 'Any of several',
    group: 'Choice',
    schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: options } },
    settings: { widget: 'choices' },
  },
  {
    kind: 'scale',
    label: 'Scale',
    group: 'Choice',
    schema: { type: 'integer', minimum: 1, maximum: 5 },
    settings: { widget: 'scale' },
  },
  { kind: 'consent', label: 'Consent', group: 'Choice', schema: { const: true }, settings: { widget: 'consent' } },
  {
    kind: 'rows',
    label: 'Table of rows',
    group: 'Structure',
    schema: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        properties: { name: { type: 'string', maxLength: 200 }, amount: { type: 'number' } },
        required: ['name'],
      },
    },
    settings: { widget: 'rows' },
  },
  {
    kind: 'statement',
    label: 'Text to read',
    group: 'Structure',
    schema: { not: {} },
    settings: { widget: 'statement' },
  },
]

export const kindNamed = (kind: string): FieldKind => {
  const found = fieldKinds.find((one) => one.kind === kind)
  if (!found) throw new Error(`No field kind is called ${kind}.`)
  return found
}

/** The kind that a field of a definition is, as far as the palette has one. */
export function kindOf(schema: JsonSchema, widget: string): FieldKind | undefined {
  if (widget === 'number') return kindNamed(schema.type === 'integer' ? 'integer' : 'number')
  return fieldKinds.find((one) => one.kind === widget)
}
