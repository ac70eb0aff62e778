import jsonata from 'jsonata'
import type { Evaluate } from './logic'

const parsed = new Map<string, ReturnType<typeof jsonata>>()

/** JSONata over the answers. Parsed once for each expression: logic runs at every keystroke. */
export const evaluate: Evaluate = async (expression, answers) => {
  const known = parsed.get(expression) ?? jsonata(expression)
  parsed.set(expression, known)
  return known.evaluate(answers)
}
