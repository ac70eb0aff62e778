// Times the reference implementation: reads [{"expression", "input"}] and answers [{"parse", "evaluate", "both"}], each in
// nanoseconds, the best of several rounds.
import { readFileSync } from 'node:fs'
import jsonata from 'jsonata'

const roundCount = 5
const roundMilliseconds = 120

async function time(act) {
  let best = Infinity
  for (let round = 0; round < roundCount; round++) {
    const start = process.hrtime.bigint()
    const end = start + BigInt(roundMilliseconds) * 1000000n
    let count = 0
    do {
      await act()
      count++
    } while (process.hrtime.bigint() < end)
    best = Math.min(best, Number(process.hrtime.bigint() - start) / count)
  }
  return best
}

const results = []
for (const { expression, input } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const parsed = jsonata(expression)
  results.push({
    value: await parsed.evaluate(input),
    parse: await time(() => jsonata(expression)),
    evaluate: await time(() => parsed.evaluate(input)),
    both: await time(() => jsonata(expression).evaluate(input)),
  })
}
process.stdout.write(JSON.stringify(results))
