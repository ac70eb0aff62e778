import type { FormDefinition } from '../../../form-view/definition'
import { type Field, readForm } from '../../../form-view/form'

export type FormChange = { kind: 'added' | 'removed' | 'changed' | 'moved'; what: string; details: string[] }

/** What is different between two definitions, in the words of somebody who builds forms. */
export function changesBetween(before: FormDefinition, after: FormDefinition): FormChange[] {
  const [old, now] = [readForm(before), readForm(after)]
  const oldFields = new Map(old.fields.map((field) => [field.name, field]))
  const nowFields = new Map(now.fields.map((field) => [field.name, field]))
  const changes: FormChange[] = []
  for (const [name, field] of nowFields) {
    const former = oldFields.get(name)
    if (!former) changes.push({ kind: 'added', what: field.label, details: [] })
    else {
      const details = differencesOf(former, field, before, after)
      if (details.length > 0) changes.push({ kind: 'changed', what: field.label, details })
    }
  }
  for (const [name, field] of oldFields)
    if (!nowFields.has(name)) changes.push({ kind: 'removed', what: field.label, details: [] })
  const kept = (names: string[], others: Map<string, unknown>) => names.filter((name) => others.has(name)).join()
  if (kept([...oldFields.keys()], nowFields) !== kept([...nowFields.keys()], oldFields))
    changes.push({ kind: 'moved', what: 'The order of the questions', details: [] })
  const around = (definition: FormDefinition) => {
    const { fields: _, order: __, pages: ___, ...rest } = definition.ui ?? {}
    return { ...rest, pages: readForm(definition).pages.map((page) => [page.title, page.visibleIf ?? '']) }
  }
  const details = differences(around(before), around(after))
  if (details.length > 0) changes.push({ kind: 'changed', what: 'The form', details })
  return changes
}

/** A field as it is drawn between two definitions: what is gone stands where it was. */
export type DrawnField = { field: Field; kind: 'added' | 'removed' | 'changed' | 'same'; details: string[] }

export function drawnBetween(before: FormDefinition, after: FormDefinition): DrawnField[] {
  const [old, now] = [readForm(before).fields, readForm(after).fields]
  const names = new Set(now.map((field) => field.name))
  const gone = (field: Field): DrawnField => ({ field, kind: 'removed', details: [] })
  const drawn: DrawnField[] = now.map((field) => {
    const former = old.find((one) => one.name === field.name)
    if (!former) return { field, kind: 'added', details: [] }
    const details = differencesOf(former, field, before, after)
    return { field, kind: details.length > 0 ? 'changed' : 'same', details }
  })
  for (const [at, field] of old.entries()) {
    if (names.has(field.name)) continue
    const above = drawn.findIndex((one) => one.field.name === old[at - 1]?.name)
    drawn.splice(above + 1, 0, gone(field))
  }
  return drawn
}

const differencesOf = (former: Field, field: Field, before: FormDefinition, after: FormDefinition) =>
  differences(
    { ...before.schema.properties?.[field.name], ...before.ui?.fields?.[field.name], required: former.required },
    { ...after.schema.properties?.[field.name], ...after.ui?.fields?.[field.name], required: field.required },
  )

/** Settings in the words of the builder; what has none is called as in the definition. */
const settings: Record<string, string> = {
  label: 'Question',
  help: 'Help',
  placeholder: 'Example',
  unit: 'Unit',
  required: 'Required',
  minimum: 'At least',
  maximum: 'At most',
  minLength: 'Characters, at least',
  maxLength: 'Characters, at most',
  minItems: 'Entries, at least',
  maxItems: 'Entries, at most',
  enum: 'Answers',
  visibleIf: 'Shown if',
  requiredIf: 'Must be answered if',
  validIf: 'Accepted if',
  validMessage: 'Said when it is not accepted',
  calculate: 'Calculated as',
  classification: 'Who may see it',
  owner: 'Owner',
  intro: 'Introduction',
  thanks: 'Thanks',
  submitLabel: 'Button that sends',
  pages: 'Pages',
  languages: 'Languages',
  theme: 'Look',
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${settings[name] ?? name}: ${change(before[name], after[name])}`)
}

/** Of two lists only what came and went, where anything did. */
function change(before: unknown, after: unknown): string {
  if (isTexts(before) && isTexts(after)) {
    const came = after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`)
    const went = before.filter((one) => !after.includes(one)).map((one) => `− ${one}`)
    if (came.length + went.length > 0) return [...went, ...came].join(', ')
  }
  return `${say(before)} → ${say(after)}`
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const lengthMax = 80

function say(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
}
