// Reads {"schema", "texts", "seconds"} from standard input and prints nanoseconds for each instance:
// validating parsed values, parsing and validating, and collecting all errors of broken ones.
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

let input = ''
for await (const part of process.stdin) input += part
const { schema, texts, brokenTexts, seconds } = JSON.parse(input)

const compile = (allErrors) => {
  const ajv = new Ajv({ strict: false, allErrors })
  addFormats(ajv)
  return ajv.compile(schema)
}

const first = compile(false)
const all = compile(true)
const values = texts.map((text) => JSON.parse(text))
const broken = brokenTexts.map((text) => JSON.parse(text))
if (!values.every((value) => first(value))) throw new Error(JSON.stringify(first.errors))
if (broken.some((value) => first(value))) throw new Error('a broken form passed')

const measure = (items, act) => {
  let best = Infinity
  let sink = 0
  for (let round = 0; round < 100; round++) {
    let count = 0
    const start = process.hrtime.bigint()
    const end = start + BigInt(Math.round(seconds * 1e9 / 100))
    let now = start
    do {
      for (const item of items) sink += act(item) ? 1 : 0
      count += items.length
      now = process.hrtime.bigint()
    } while (now < end)
    best = Math.min(best, Number(now - start) / count)
  }
  if (sink < 0) throw new Error()
  return best
}

console.log(JSON.stringify({
  validate: measure(values, first),
  parseAndValidate: measure(texts, (text) => first(JSON.parse(text))),
  errors: measure(broken, (value) => all(value) || all.errors.length > 0),
}))
