import type { Form } from '../form'
import type { Evaluate } from './logic'

// What looks at more than named answers: the whole context, a parent, anything below, the clock, chance.
const looksFurther = /\$(?![\w$])|\$\$|%|\$(eval|now|millis|random|shuffle|clone|keys|spread|lookup)\b/
const wildcard = /(^|[.([{,:?;=<>!&|+\-*/~]|\b(and|or|in)\b)\s*\*/

// The rounds of one judgement ask with and without what was just calculated.
const rememberedCountMax = 3

type Memory = { over: string[] | null; values: { key: string; value: Promise<unknown> }[] }

/**
 * Evaluates only what the last change can have changed: a long form asks hundreds of expressions at every keystroke.
 * The value of an expression is remembered together with the answers that it names.
 */
export function remembering(form: Form, evaluate: Evaluate): Evaluate {
  const names = form.fields.map((field) => field.name)
  const known = new Map<string, Memory>()
  return (expression, answers) => {
    const memory = known.get(expression) ?? { over: namesIn(expression, names), values: [] }
    known.set(expression, memory)
    if (memory.over === null) return evaluate(expression, answers)
    const key = JSON.stringify(memory.over.map((name) => answers[name] ?? null))
    const before = memory.values.find((one) => one.key === key)
    if (before) return before.value
    const value = evaluate(expression, answers)
    memory.values = [{ key, value }, ...memory.values].slice(0, rememberedCountMax)
    return value
  }
}

function namesIn(expression: string, names: string[]): string[] | null {
  if (looksFurther.test(expression) || wildcard.test(expression)) return null
  const tokens = new Set(expression.match(/\w+/g))
  return names.filter((name) => (/^\w+$/.test(name) ? tokens.has(name) : expression.includes(name)))
}
