import { Validator, type Schema } from '@cfworker/json-schema'
import type { Answers } from './answers'
import type { JsonSchema } from './definition'
import type { Finding } from './problems'
import { pointer } from './problems'

// Findings of these say only that something inside them failed, which has a finding of its own.
const containers = new Set([
  'properties',
  'items',
  'prefixItems',
  'additionalProperties',
  '$ref',
  'allOf',
  'then',
  'else',
  'if',
])

/**
 * Every finding of the schema, as the server would have it. The schema is interpreted, not compiled to code:
 * the content security policy forbids that for good reason on a page that anybody may open.
 */
export function compile(schema: JsonSchema): (answers: Answers) => Finding[] {
  // The dialect is decided here: definitions are stored in the newest.
  const { $schema: _dialect, ...rest } = schema
  const validator = new Validator(rest as Schema, '2020-12', false)
  return (answers) =>
    validator
      .validate(answers)
      .errors.filter((error) => !containers.has(error.keyword))
      .map((error) => {
        const path = error.instanceLocation.replace(/^#/, '')
        const missing = error.keyword === 'required' ? /required property "(.*)"\.$/s.exec(error.error)?.[1] : undefined
        return {
          path: missing === undefined ? path : path + pointer(missing),
          code: error.keyword,
          message: error.error,
        }
      })
}
