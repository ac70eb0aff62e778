import type { Field, Form } from '../form'

/** Something in a form's logic that will not do what its builder means. */
export type Weakness = { field: string; message: string }

/**
 * Reads the logic without running it. Names in an expression are found by their letters, which is enough to see what
 * depends on what, and may see a dependency too many, never one too few.
 */
export function analyse(form: Form): Weakness[] {
  return [
    ...form.fields.flatMap((field) => [
      ...hiddenButRequired(field),
      ...neverShown(field),
      ...unknownNames(field, form),
    ]),
    ...circles(form.fields),
  ]
}

const mentions = (expression: string | undefined, name: string): boolean =>
  expression !== undefined && new RegExp(`(?<![\\w$.])${escape(name)}(?!\\w)`).test(withoutTexts(expression))

const escape = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const withoutTexts = (expression: string) => expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')

function hiddenButRequired(field: Field): Weakness[] {
  return field.visibleIf && field.required
    ? [
        {
          field: field.name,
          message: `“${field.label}” can be hidden, but the schema requires it even then: nobody could send the form.`,
        },
      ]
    : []
}

function neverShown(field: Field): Weakness[] {
  return field.visibleIf && (mentions(field.visibleIf, field.name) || /^\s*(false|null|0)\s*$/.test(field.visibleIf))
    ? [
        {
          field: field.name,
          message: `“${field.label}” is never shown: its condition cannot hold before it is answered.`,
        },
      ]
    : []
}

/** A condition over the answers that names none of them is always the same. */
function unknownNames(field: Field, form: Form): Weakness[] {
  const conditions = [field.visibleIf, field.calculate].filter(
    (one): one is string => one !== undefined && one !== 'true',
  )
  return conditions
    .filter((one) => !form.fields.some((other) => mentions(one, other.name)))
    .map((one) => ({ field: field.name, message: `“${one}” names no other answer of this form.` }))
}

function circles(fields: Field[]): Weakness[] {
  const uses = new Map(
    fields
      .filter((field) => field.calculate)
      .map((field) => [
        field.name,
        fields.filter((other) => other.calculate && mentions(field.calculate, other.name)).map((other) => other.name),
      ]),
  )
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (uses.get(from) ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))))
  return fields
    .filter((field) => uses.has(field.name) && reaches(field.name, field.name, new Set()))
    .map((field) => ({
      field: field.name,
      message: `“${field.label}” is calculated from itself, directly or over another.`,
    }))
}
