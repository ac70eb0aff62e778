import type { Answers } from '../answers'
import type { Field, Form, Page } from '../form'
import { pointer, type Finding } from '../problems'

/** Gives the value of a JSONata expression over the answers. Passed in, so that forms without logic load no JSONata. */
export type Evaluate = (expression: string, answers: Answers) => Promise<unknown>

/** What the logic of a form says about the answers so far. */
export type Verdict = {
  hidden: ReadonlySet<string>
  required: ReadonlySet<string>
  calculated: Answers
  findings: Finding[]
  /** Expressions that failed, by field: shown to the builder, never to who fills in. */
  faults: { field: string; expression: string; message: string }[]
}

export const noLogic: Verdict = { hidden: new Set(), required: new Set(), calculated: {}, findings: [], faults: [] }

export const hasLogic = (form: Form): boolean =>
  form.pages.some((page) => page.visibleIf) ||
  form.fields.some((field) => field.visibleIf || field.requiredIf || field.calculate || field.validIf)

// A calculation may use another and visibility may use both; more rounds than this is a circle.
const roundCountMax = 10

export async function judge(form: Form, answers: Answers, evaluate: Evaluate): Promise<Verdict> {
  const faults: Verdict['faults'] = []
  const ask = async (field: string, expression: string, over: Answers) => {
    try {
      return await evaluate(expression, over)
    } catch (error) {
      if (!faults.some((one) => one.field === field && one.expression === expression))
        faults.push({
          field,
          expression,
          message: error instanceof Error ? error.message : String((error as { message?: unknown }).message ?? error),
        })
      return undefined
    }
  }

  // What is calculated is never taken from what was typed or sent.
  const given = { ...answers }
  for (const field of form.fields) if (field.calculate) delete given[field.name]

  let hidden = new Set<string>()
  let calculated: Answers = {}
  for (let round = 0; round < roundCountMax; round++) {
    const over = without({ ...given, ...calculated }, hidden)
    const nextCalculated = await calculate(form.fields, over, ask)
    const nextHidden = await hide(form.pages, over, ask)
    const settled = JSON.stringify([nextCalculated, [...nextHidden]]) === JSON.stringify([calculated, [...hidden]])
    calculated = nextCalculated
    hidden = nextHidden
    if (settled) break
  }

  const over = without({ ...given, ...calculated }, hidden)
  const shown = form.fields.filter((field) => !hidden.has(field.name) && (field.requiredIf || field.validIf))
  const required = new Set<string>()
  const findings: Finding[] = []
  for (const field of shown) {
    if (field.requiredIf && truthy(await ask(field.name, field.requiredIf, over))) {
      required.add(field.name)
      if (over[field.name] === undefined) findings.push({ path: pointer(field.name), code: 'required' })
    }
    if (field.validIf && over[field.name] !== undefined && (await ask(field.name, field.validIf, over)) === false)
      findings.push({ path: pointer(field.name), code: 'validIf' })
  }
  return { hidden, required, calculated, findings, faults }
}

type Ask = (field: string, expression: string, over: Answers) => Promise<unknown>

async function calculate(fields: Field[], over: Answers, ask: Ask): Promise<Answers> {
  const calculated: Answers = {}
  const seen = { ...over }
  for (const field of fields) {
    if (!field.calculate) continue
    const value = await ask(field.name, field.calculate, seen)
    // Nothing divided by nothing is no answer, as on the server.
    if (value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value))) continue
    calculated[field.name] = seen[field.name] = value
  }
  return calculated
}

async function hide(pages: Page[], over: Answers, ask: Ask): Promise<Set<string>> {
  const hidden = new Set<string>()
  for (const page of pages) {
    const pageHidden = page.visibleIf !== undefined && !truthy(await ask(page.title, page.visibleIf, over))
    // A heading governs what stands below it, up to the next one.
    let sectionHidden = false
    for (const field of page.fields) {
      const fieldHidden = field.visibleIf !== undefined && !truthy(await ask(field.name, field.visibleIf, over))
      if (field.widget === 'section') sectionHidden = fieldHidden
      if (pageHidden || sectionHidden || fieldHidden) hidden.add(field.name)
    }
  }
  return hidden
}

/** Answers to hidden questions are not sent: nobody saw them when they sent the form. */
export function without(answers: Answers, hidden: ReadonlySet<string>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !hidden.has(name)))
}

const truthy = (value: unknown): boolean =>
  value === true ||
  (typeof value === 'number' && value !== 0) ||
  (typeof value === 'string' && value !== '') ||
  (Array.isArray(value) && value.some(truthy)) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
