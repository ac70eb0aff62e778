// Evaluates one expression a line, {"expression", "input"}, with the reference implementation; answers one line each,
// {"value"}, {} for nothing, or {"error", "position"}.
import { createInterface } from 'node:readline'
import jsonata from 'jsonata'

const isFunction = (value) =>
  typeof value === 'function' || value?._jsonata_lambda === true || value?._jsonata_function === true

const show = (value) => JSON.stringify({ value }, (_, inner) => (isFunction(inner) ? '' : inner))

async function evaluate(line) {
  const { expression, input } = JSON.parse(line)
  try {
    return show(await jsonata(expression, { timeout: 60000, stack: 2000 }).evaluate(input))
  } catch (error) {
    return JSON.stringify({ error: error.code ?? String(error.message ?? error).slice(0, 80), position: error.position })
  }
}

// An array constructor evaluates its items side by side; when two of them fail, nobody waits for the second failure.
process.on('unhandledRejection', () => {})

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write((await evaluate(line)) + '\n')
}
