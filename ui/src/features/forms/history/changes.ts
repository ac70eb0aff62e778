import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'

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
      const details = differences(
        { ...before.schema.properties?.[name], ...before.ui?.fields?.[name], required: former.required },
        { ...after.schema.properties?.[name], ...after.ui?.fields?.[name], required: field.required },
      )
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

function differences(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${name}: ${say(before[name])} → ${say(after[name])}`)
}

const lengthMax = 80

function say(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
}
