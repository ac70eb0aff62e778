/** A text that is to become a form: a JSON Schema for the server to bring up to date, or why it is none. */
export type ReadFile = { schema: object } | { fault: string }

/** Reads a JSON Schema, a form exported as one, or a definition of `schema` and `ui`. */
export function readFile(text: string): ReadFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { fault: `This is not JSON: ${(error as Error).message}` }
  }
  if (!isObject(json)) return { fault: 'A definition is an object.' }
  if (!isObject(json['schema'])) return { schema: json }
  return { schema: isObject(json['ui']) ? { ...json['schema'], 'x-ui': json['ui'] } : json['schema'] }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
