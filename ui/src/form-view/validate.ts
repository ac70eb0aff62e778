import { Ajv2020 } from 'ajv/dist/2020'
import type { Answers } from './answers'
import type { JsonSchema } from './definition'
import type { Finding } from './problems'
import { pointer } from './problems'

const formats = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  date: isDate,
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(\.\d+)?(z|[+-]\d\d:?\d\d)?$/i,
  'date-time': (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URL.canParse(text),
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Every finding of the schema, as the server would have it. */
export function compile(schema: JsonSchema): (answers: Answers) => Finding[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, formats })
  // The dialect is decided here; a `$schema` of an older draft would only make ajv look for its meta-schema.
  const { $schema: _dialect, ...rest } = schema
  const validate = ajv.compile(rest)
  return (answers) => {
    if (validate(answers)) return []
    return (validate.errors ?? []).map((error) => ({
      path: error.keyword === 'required'
        ? error.instancePath + pointer((error.params as { missingProperty: string }).missingProperty)
        : error.instancePath,
      code: error.keyword,
      ...(error.message ? { message: error.message } : {}),
    }))
  }
}
