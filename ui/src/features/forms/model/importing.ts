import type { FormDefinition, JsonSchema } from '../../../form-view/definition'

export type ReadDefinition = { definition: FormDefinition | null; fault: string | null; notes: string[] }

/** Reads a definition of ours, or a bare JSON Schema, and says what had to be changed to bring it up to 2020-12. */
export function readDefinition(text: string): ReadDefinition {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { definition: null, fault: `This is not JSON: ${(error as Error).message}`, notes: [] }
  }
  if (!isObject(json)) return refused('A definition is an object.')
  const ours = isObject(json['schema'])
  const schema = (ours ? json['schema'] : json) as JsonSchema
  if (schema.type !== undefined && schema.type !== 'object')
    return refused('The answers are an object: "type": "object".')
  if (!isObject(schema.properties) || Object.keys(schema.properties).length === 0)
    return refused('It has no "properties", so no fields.')
  const notes = new Set<string>()
  const upgraded = upgrade(schema, notes) as JsonSchema
  delete upgraded['$schema']
  const ui = ours && isObject(json['ui']) ? (json['ui'] as FormDefinition['ui']) : undefined
  return {
    definition: { schema: { ...upgraded, type: 'object' }, ...(ui ? { ui } : {}) },
    fault: null,
    notes: [...notes],
  }
}

const refused = (fault: string): ReadDefinition => ({ definition: null, fault, notes: [] })

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Below these, names are the form's own and no keywords.
const namesBelow = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const data = new Set(['enum', 'const', 'default', 'examples'])

function upgrade(schema: unknown, notes: Set<string>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => upgrade(one, notes))
  if (!isObject(schema)) return schema
  const out: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (data.has(keyword)) out[keyword] = value
    else if (namesBelow.has(keyword) && isObject(value))
      out[keyword === 'definitions' ? '$defs' : keyword] = Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, upgrade(one, notes)]),
      )
    else if (keyword === '$ref' && typeof value === 'string') out[keyword] = value.replace('#/definitions/', '#/$defs/')
    else out[keyword] = upgrade(value, notes)
  }
  if ('definitions' in schema) notes.add('“definitions” is called “$defs” now.')
  return modernise(out, notes)
}

function modernise(schema: Record<string, unknown>, notes: Set<string>): Record<string, unknown> {
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[flag] !== 'boolean') continue
    notes.add(`“${flag}: true” (draft 4) became a limit of its own.`)
    if (schema[flag] && typeof schema[limit] === 'number') {
      schema[flag] = schema[limit]
      delete schema[limit]
    } else delete schema[flag]
  }
  if (typeof schema['id'] === 'string' && !('$id' in schema)) {
    notes.add('“id” (draft 4) is called “$id” now.')
    schema['$id'] = schema['id']
    delete schema['id']
  }
  if (Array.isArray(schema['items'])) {
    notes.add('A list of “items” is called “prefixItems” now.')
    schema['prefixItems'] = schema['items']
    delete schema['items']
    if ('additionalItems' in schema) schema['items'] = schema['additionalItems']
  }
  delete schema['additionalItems']
  if (isObject(schema['dependencies'])) {
    notes.add('“dependencies” was split into required and schema dependencies.')
    const all = Object.entries(schema['dependencies'])
    const required = all.filter(([, one]) => Array.isArray(one))
    const schemas = all.filter(([, one]) => !Array.isArray(one))
    if (required.length > 0) schema['dependentRequired'] = Object.fromEntries(required)
    if (schemas.length > 0) schema['dependentSchemas'] = Object.fromEntries(schemas)
    delete schema['dependencies']
  }
  return schema
}
