// Gives ajv's opinion on many schemas at once. Reads from standard input
//   {"remotes": {address: schema}, "groups": [{"draft", "schema", "formats", "instances": [text]}]}
// and prints, for each group, either {"fault"} or {"results": [{"valid", "fields"}]}.
import Ajv4 from 'ajv-draft-04'
import Ajv7 from 'ajv'
import Ajv2019 from 'ajv/dist/2019.js'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { createRequire } from 'node:module'

const draft6 = createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json')
const kinds = {
  'draft4': Ajv4.default ?? Ajv4, 'draft6': Ajv7.default ?? Ajv7, 'draft7': Ajv7.default ?? Ajv7,
  'draft2019-09': Ajv2019.default ?? Ajv2019, 'draft2020-12': Ajv2020.default ?? Ajv2020,
}

const create = (draft, formats, remotes) => {
  const ajv = new kinds[draft]({ strict: false, allErrors: true, validateFormats: formats, logger: false })
  if (formats) (addFormats.default ?? addFormats)(ajv)
  if (draft === 'draft6') ajv.addMetaSchema(draft6)
  for (const [address, schema] of Object.entries(remotes)) {
    const ofDraft = address.match(/1234\/(draft[^/]+|v1)\//)?.[1]
    if (ofDraft && ofDraft !== draft) continue
    try { ajv.addSchema(schema, address, undefined, false) } catch { /* a document of another draft */ }
  }
  return ajv
}

// The field that an error belongs to, as ours says it: for a missing property the place where it would be, and
// for an unexpected one the property. Errors that only sum up others are left out.
const escape = (name) => name.replace(/~/g, '~0').replace(/\//g, '~1')
const field = (error) => {
  const { keyword, instancePath, params } = error
  if (keyword === 'if' || keyword === 'propertyNames' || error.schemaPath.includes('/contains/')) return null
  const missing = keyword === 'required' || keyword === 'dependentRequired' || keyword === 'dependencies'
  if (missing) return `${instancePath}/${escape(params.missingProperty)}`
  if (keyword === 'additionalProperties') return `${instancePath}/${escape(params.additionalProperty)}`
  if (keyword === 'unevaluatedProperties') return `${instancePath}/${escape(params.unevaluatedProperty)}`
  return instancePath
}

// Making a validator takes long; one without identifiers to mix up can serve many schemas.
const shared = {}
const validatorFor = (draft, schema, formats, remotes) => {
  const text = JSON.stringify(schema)
  if (/"\$?id"|"\$schema":"http:\/\/localhost|"\$\w*[aA]nchor"|"\$vocabulary"/.test(text) || needsRemotes(schema)) {
    return create(draft, formats, needsRemotes(schema) ? remotes : {})
  }
  return shared[draft + formats] ??= create(draft, formats, {})
}
const needsRemotes = (schema) => JSON.stringify(schema).includes('localhost:1234')

let input = ''
for await (const part of process.stdin) input += part
const { remotes, groups } = JSON.parse(input)
for (const { draft, schema, formats, instances } of groups) {
  let answer
  try {
    const validate = validatorFor(draft, schema, formats, remotes).compile(schema)
    answer = {
      results: instances.map((text) => {
        const valid = validate(JSON.parse(text))
        const fields = valid ? [] : [...new Set(validate.errors.map(field).filter((f) => f !== null))]
        return { valid, fields }
      }),
    }
  } catch (fault) {
    answer = { fault: String(fault.message ?? fault) }
  }
  console.log(JSON.stringify(answer))
}
