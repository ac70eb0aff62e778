import type { ResponseDetail } from '../../../api/responses'
import { type Answers, type Draft, toAnswers, toDraft } from '../../../form-view/answers'
import type { Field, Form } from '../../../form-view/form'
import { hasLogic, judge, noLogic, type Verdict, without } from '../../../form-view/logic/logic'
import { fieldOf, pointer, type Problem, toProblems } from '../../../form-view/problems'

/** What stands in place of an answer that one may not see. */
const mask = '•••'

/** Files are the sender's, and what nobody is shown is the form's own. */
const notAmended = new Set(['file', 'signature', 'hidden', 'statement', 'section'])

export const canBeAmended = (field: Field) => !notAmended.has(field.widget)

export const isMasked = (field: Field, answers: Answers) => answers[field.name] === mask

/** What was answered, as it is typed: a question without an answer stays empty, whatever a new form would begin with. */
export const begunWith = (form: Form, answers: Answers): Draft =>
  toDraft(
    form.fields.filter((field) => field.name in answers && !isMasked(field, answers)),
    answers,
  )

/** The answers with what was typed over them. What was not touched stays to the letter, seen or unseen. */
export function amended({ answers }: Pick<ResponseDetail, 'answers'>, form: Form, typed: Draft): Answers {
  const touched = form.fields.filter((field) => field.name in typed)
  return { ...without(answers, new Set(Object.keys(typed))), ...toAnswers(touched, typed) }
}

export async function judgeAmended(form: Form, answers: Answers): Promise<Verdict> {
  if (!hasLogic(form)) return noLogic
  const { evaluate } = await import('../../../form-view/logic/evaluate')
  return judge(form, answers, evaluate)
}

/** What would be kept: with what is calculated, without what is not asked. */
export function keptOf(form: Form, answers: Answers, { calculated, hidden }: Verdict): Answers {
  const counted = new Set(form.fields.filter((field) => field.calculate).map((field) => field.name))
  return without({ ...without(answers, counted), ...calculated }, hidden)
}

export const isSame = (one: Answers, other: Answers): boolean => ordered(one) === ordered(other)

const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** What stands against keeping them, where it can be seen: the server judges what is masked. */
export async function problemsOf(response: ResponseDetail, form: Form, kept: Answers, draft: Draft, verdict: Verdict): Promise<Problem[]> {
  const { compile } = await import('../../../form-view/validate')
  const findings = [...compile(response.definition.schema)(kept), ...verdict.findings]
  const seen = (name: string) => !verdict.hidden.has(name) && kept[name] !== mask
  return toProblems(form.fields, findings, draft).filter((problem) => problem.path === '' || seen(fieldOf(problem)))
}

/** The question that a problem is about, where it is not drawn with its own. */
export const elsewhere = (form: Form, problem: Problem): Field | undefined =>
  form.fields.find((field) => !canBeAmended(field) && problem.path.startsWith(pointer(field.name)))
