import type { JsonSchema } from '../../../form-view/definition'

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
