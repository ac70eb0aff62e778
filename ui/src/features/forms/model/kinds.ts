import type { FieldSettings, JsonSchema } from '../../../form-view/definition'

/**
 * What can be put on a form. Schema and settings are what a new field of the kind begins with.
 * A text to read has a schema that no answer fits, so that none is ever taken for it.
 */
export type FieldKind = {
  kind: string
  label: string
  group: KindGroup
  schema: JsonSchema
  settings: FieldSettings
}

export const kindGroups = ['Text', 'Figures', 'Choice', 'Evidence', 'Structure'] as const

export type KindGroup = (typeof kindGroups)[number]

const options = ['First answer', 'Second answer']

/** A list of files that have arrived; the server writes what it knows of them. */
export function filesOf(count: number): JsonSchema {
  const text = { type: 'string' }
  return {
    type: 'array',
    maxItems: count,
    items: {
      type: 'object',
      required: ['id'],
      properties: { id: text, name: text, size: { type: 'integer' }, type: text, sha256: text },
    },
  }
}

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
    kind: 'money',
    label: 'Money',
    group: 'Figures',
    schema: {
      type: 'object',
      properties: { amount: { type: 'number', minimum: 0 }, currency: { type: 'string', enum: ['EUR', 'USD', 'GBP'] } },
      required: ['amount', 'currency'],
      additionalProperties: false,
    },
    settings: { widget: 'money' },
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
    kind: 'time',
    label: 'Time',
    group: 'Figures',
    schema: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
    settings: { widget: 'time' },
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
  {
    kind: 'matrix',
    label: 'Matrix',
    group: 'Choice',
    schema: {
      type: 'object',
      properties: {
        line1: { type: 'string', title: 'First line', enum: ['Poor', 'Fair', 'Good'] },
        line2: { type: 'string', title: 'Second line', enum: ['Poor', 'Fair', 'Good'] },
      },
    },
    settings: { widget: 'matrix', order: ['line1', 'line2'] },
  },
  {
    kind: 'consent',
    label: 'Consent',
    group: 'Evidence',
    schema: { const: true },
    settings: { widget: 'consent', consent: { id: 'consent', version: '1', text: '' } },
  },
  {
    kind: 'file',
    label: 'File',
    group: 'Evidence',
    schema: filesOf(1),
    settings: { widget: 'file', accept: ['application/pdf', 'image/*'], maxFiles: 1 },
  },
  {
    kind: 'signature',
    label: 'Signature',
    group: 'Evidence',
    schema: filesOf(1),
    settings: { widget: 'signature', accept: ['image/png'], maxFiles: 1, classification: 'personal' },
  },
  {
    kind: 'address',
    label: 'Address',
    group: 'Text',
    schema: {
      type: 'object',
      properties: {
        street: { type: 'string', title: 'Street and number', maxLength: 200 },
        postcode: { type: 'string', title: 'Postcode', maxLength: 20 },
        city: { type: 'string', title: 'Town or city', maxLength: 100 },
        country: { type: 'string', title: 'Country', maxLength: 100 },
      },
      required: ['street', 'city', 'country'],
    },
    settings: { widget: 'address', classification: 'personal' },
  },
  {
    kind: 'repeat',
    label: 'Repeated group',
    group: 'Structure',
    schema: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        properties: { name: { type: 'string', maxLength: 200 }, comment: { type: 'string', maxLength: 2000 } },
        required: ['name'],
      },
    },
    settings: { widget: 'repeat', order: ['name', 'comment'] },
  },
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
    settings: { widget: 'rows', order: ['name', 'amount'] },
  },
  {
    kind: 'statement',
    label: 'Text to read',
    group: 'Structure',
    schema: { not: {} },
    settings: { widget: 'statement' },
  },
  { kind: 'section', label: 'Section', group: 'Structure', schema: { not: {} }, settings: { widget: 'section' } },
  {
    kind: 'hidden',
    label: 'Hidden value',
    group: 'Structure',
    schema: { type: 'string', maxLength: 200 },
    settings: { widget: 'hidden' },
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
