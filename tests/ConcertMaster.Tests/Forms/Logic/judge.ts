// Judges answers as the browser does: one {"definition", "answers"} a line, one verdict a line.
import { createInterface } from 'node:readline'
import { readForm } from '../../../../ui/src/form-view/form'
import { evaluate } from '../../../../ui/src/form-view/logic/evaluate'
import { judge, without } from '../../../../ui/src/form-view/logic/logic'
import { remembering } from '../../../../ui/src/form-view/logic/remember'
import { compile } from '../../../../ui/src/form-view/validate'

const fieldOf = (path: string) => path.split('/')[1] ?? ''

async function answer(line: string) {
  const { definition, answers } = JSON.parse(line)
  const form = readForm(definition)
  const given = Object.fromEntries(
    Object.entries(answers).filter(([name]) => form.fields.some((field) => field.name === name && !field.calculate)),
  )
  const verdict = await judge(form, given, remembering(form, evaluate))
  const sent = without({ ...given, ...verdict.calculated }, verdict.hidden)
  const findings = [...compile(definition.schema)(sent), ...verdict.findings]
  const fields = new Set(findings.map((finding) => fieldOf(finding.path)).filter((name) => !verdict.hidden.has(name)))
  return JSON.stringify({ fields: [...fields].sort(), hidden: [...verdict.hidden].sort(), sent })
}

process.on('unhandledRejection', () => {})
for await (const line of createInterface({ input: process.stdin })) process.stdout.write((await answer(line)) + '\n')
