import type { FieldSettings, JsonSchema } from '../../../form-view/definition'
import { filesOf } from './fileAnswers'

/**
 * What can be put on a form. Schema and settings are what a new field of the kind begins with.
 * A text to read has a schema that no answer fits, so that none is ever taken for it.
 */
export type FieldKind = {
  kind: string
  label: string
  /** Other words that it is found by. */
  also?: string
  group: KindGroup
  schema: JsonSchema
  settings: FieldSettings
}

export const kindGroups = ['Text', 'Figures', 'Choice', 'Evidence', 'Structure'] as const

export type KindGroup = (typeof kindGroups)[number]

const options = ['First answer', 'Second answer']

export const fieldKinds: readonly FieldKind[] = [
  {
    kind: 'text',
    label: 'Text',
    also: 'short answer name line',
    group: 'Text',
    schema: { type: 'string', maxLength: 200 },
    settings: { widget: 'text' },
  },
  {
    kind: 'longText',
    label: 'Long text',
    also: 'paragraph comment area',
    group: 'Text',
    schema: { type: 'string', maxLength: 5000 },
    settings: { widget: 'longText' },
  },
  {
    kind: 'list',
    label: 'List of texts',
    also: 'several entries tags items bullets',
    group: 'Text',
    schema: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 200 } },
    settings: { widget: 'list' },
  },
  {
    kind: 'email',
    label: 'E-mail',
    also: 'mail address',
    group: 'Text',
    schema: { type: 'string', format: 'email', maxLength: 254 },
    settings: { widget: 'email', classification: 'personal' },
  },
  {
    kind: 'number',
    label: 'Number with unit',
    also: 'amount quantity decimal',
    group: 'Figures',
    schema: { type: 'number' },
    settings: { widget: 'number' },
  },
  {
    kind: 'integer',
    label: 'Whole number',
    also: 'count quantity',
    group: 'Figures',
    schema: { type: 'integer' },
    settings: { widget: 'number' },
  },
  {
    kind: 'money',
    label: 'Money',
    also: 'currency price amount',
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
    also: 'day calendar',
    group: 'Figures',
    schema: { type: 'string', format: 'date' },
    settings: { widget: 'date' },
  },
  {
    kind: 'dateTime',
    label: 'Date and time',
    also: 'moment timestamp',
    group: 'Figures',
    schema: { type: 'string', format: 'date-time' },
    settings: { widget: 'dateTime' },
  },
  {
    kind: 'time',
    label: 'Time',
    also: 'clock hour',
    group: 'Figures',
    schema: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
    settings: { widget: 'time' },
  },
  {
    kind: 'calculated',
    label: 'Calculated',
    also: 'formula sum total',
    group: 'Figures',
    schema: { type: 'number' },
    settings: { widget: 'calculated' },
  },
  {
    kind: 'yesNo',
    label: 'Yes or no',
    also: 'boolean checkbox switch',
    group: 'Choice',
    schema: { type: 'boolean' },
    settings: { widget: 'yesNo' },
  },
  {
    kind: 'choice',
    label: 'One of several',
    also: 'radio select option single',
    group: 'Choice',
    schema: { type: 'string', enum: options },
    settings: { widget: 'choice' },
  },
  {
    kind: 'dropdown',
    label: 'One of many',
    also: 'select list option',
    group: 'Choice',
    schema: { type: 'string', enum: options },
    settings: { widget: 'dropdown' },
  },
  {
    kind: 'lookup',
    label: 'Looked up in a list',
    also: 'search autocomplete database',
    group: 'Choice',
    schema: { type: 'string', enum: options },
    settings: { widget: 'lookup' },
  },
  {
    kind: 'choices',
    label: 'Any of several',
    also: 'checkboxes multiple select tags',
    group: 'Choice',
    schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: options } },
    settings: { widget: 'choices' },
  },
  {
    kind: 'scale',
    label: 'Scale',
    also: 'rating stars nps likert score',
    group: 'Choice',
    schema: { type: 'integer', minimum: 1, maximum: 5 },
    settings: { widget: 'scale' },
  },
  {
    kind: 'matrix',
    label: 'Matrix',
    also: 'grid likert',
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
    also: 'agree terms checkbox privacy',
    group: 'Evidence',
    schema: { const: true },
    settings: { widget: 'consent', consent: { id: 'consent', version: '1', text: '' } },
  },
  {
    kind: 'file',
    label: 'File',
    also: 'upload attachment document photo',
    group: 'Evidence',
    schema: filesOf(1),
    settings: { widget: 'file', accept: ['application/pdf', 'image/*'], maxFiles: 1 },
  },
  {
    kind: 'signature',
    label: 'Signature',
    also: 'sign',
    group: 'Evidence',
    schema: filesOf(1),
    settings: { widget: 'signature', accept: ['image/png'], maxFiles: 1, classification: 'personal' },
  },
  {
    kind: 'address',
    label: 'Address',
    also: 'street postal',
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
    also: 'loop several group',
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
    also: 'spreadsheet grid list',
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
    also: 'paragraph note information',
    group: 'Structure',
    schema: { not: {} },
    settings: { widget: 'statement' },
  },
  {
    kind: 'section',
    label: 'Section',
    also: 'heading title divider',
    group: 'Structure',
    schema: { not: {} },
    settings: { widget: 'section' },
  },
  {
    kind: 'hidden',
    label: 'Hidden value',
    also: 'secret parameter prefill',
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
