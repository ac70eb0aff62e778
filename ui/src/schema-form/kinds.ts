import type { JsonSchema } from '../api/nodes'

export type FieldKind =
  | 'expression' | 'code' | 'cron' | 'connection' | 'form' | 'workflow' | 'file' | 'longText' | 'keyValue'
  | 'choice' | 'switch' | 'number' | 'text' | 'texts' | 'rows' | 'group' | 'any'

const widgets = new Set(['expression', 'code', 'cron', 'connection', 'form', 'workflow', 'file', 'longText', 'keyValue'])

/** How a value of this schema is asked for. What no rule knows is asked for as text, JSON or an expression. */
export function kindOf(schema: JsonSchema): FieldKind {
  const widget = schema['x-widget']
  if (typeof widget === 'string' && widgets.has(widget)) return widget as FieldKind
  if (Array.isArray(schema.enum)) return 'choice'
  switch (schema.type) {
    case 'boolean':
      return 'switch'
    case 'number':
    case 'integer':
      return 'number'
    case 'string':
      return 'text'
    case 'array':
      return schema.items?.type === 'object' ? 'rows' : schema.items?.type === 'string' ? 'texts' : 'any'
    case 'object':
      return schema.properties ? 'group' : 'keyValue'
    default:
      return 'any'
  }
}

export interface FieldSpec {
  name: string
  schema: JsonSchema
  label: string
  required: boolean
}

export function fieldsOf(schema: JsonSchema): FieldSpec[] {
  const order = (one: JsonSchema) => (typeof one['x-order'] === 'number' ? one['x-order'] : Number.MAX_SAFE_INTEGER)
  return Object.entries(schema.properties ?? {})
    .sort(([, a], [, b]) => order(a) - order(b))
    .map(([name, field]) => ({
      name,
      schema: field,
      label: field.title ?? name,
      required: schema.required?.includes(name) ?? false,
    }))
}

/**
 * Shown only when all named siblings have one of the named values: `"x-when": {"mode": ["a", "b"]}`. A sibling that is
 * not set has its default.
 */
export function isShown(schema: JsonSchema, siblings: Record<string, unknown>, form: JsonSchema = {}): boolean {
  const when = schema['x-when']
  if (typeof when !== 'object' || when === null) return true
  return Object.entries(when).every(([name, wanted]) =>
    (Array.isArray(wanted) ? wanted : [wanted]).includes(siblings[name] ?? form.properties?.[name]?.default),
  )
}

export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.includes('{{')

/** What a person typed, as the value they meant: numbers, true, lists and objects are JSON, the rest is text. */
export function valueOf(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (isExpression(text) || !/^[[{"\d-]|^(?:true|false|null)$/.test(trimmed)) return text
  try {
    return JSON.parse(trimmed) as unknown
  } catch {
    return text
  }
}

export const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2)
