import type { ResponseRow } from '../../api/responses'
import { writeAnswer } from '../../form-view/answers'
import type { FormDefinition } from '../../form-view/definition'
import { type Field, isRows, isText, readForm } from '../../form-view/form'
import { dateTimeText } from '../../lib/time'
import { stateOf } from '../../ui/Pill'

/** One column of the table: what it is called, and what a response says in it. */
export type AnswerColumn = { id: string; title: string; right: boolean; text: (row: ResponseRow) => string }

const own: AnswerColumn[] = [
  { id: '@number', title: 'Number', right: false, text: (row) => row.number },
  { id: '@status', title: 'State', right: false, text: (row) => stateOf(row.status).word },
  { id: '@email', title: 'Address', right: false, text: (row) => row.respondent.email },
  { id: '@reference', title: 'Reference', right: false, text: (row) => row.respondent.reference ?? '' },
  { id: '@version', title: 'Version', right: true, text: (row) => String(row.formVersion) },
  { id: '@received', title: 'Received', right: true, text: (row) => dateTimeText(row.submittedAt) },
]

// The unit stands in the title.
const withoutUnit = ({ unit: _, ...field }: Field): Field => field

// A masked or erased answer is a text where the schema has something else.
const textOf = (field: Field, value: unknown) =>
  typeof value === 'string' && (field.parts.length > 0 || isRows(field))
    ? value
    : isRows(field) && Array.isArray(value)
      ? value.map((row: Record<string, unknown>) => rowText(field, row)).join('; ')
      : writeAnswer(field, value).replaceAll('\n', ', ')

const rowText = (field: Field, row: Record<string, unknown>) =>
  field.columns
    .map((column) => writeAnswer(column, row[column.name]))
    .filter(Boolean)
    .join(' · ')

/** What is known of every response, then each question of the form. */
export function columnsOf(definition: FormDefinition): AnswerColumn[] {
  const fields = readForm(definition).fields.filter((field) => !isText(field))
  return [
    ...own,
    ...fields.map((field) => ({
      id: field.name,
      title: field.unit ? `${field.label} (${field.unit})` : field.label,
      right: field.schema.type === 'number' || field.schema.type === 'integer',
      text: (row: ResponseRow) => textOf(withoutUnit(field), row.answers[field.name]),
    })),
  ]
}

const shownCountMax = 8

/** The columns to begin with: those that tell most, as many as fit. */
export const usualColumns = (columns: readonly AnswerColumn[]): string[] =>
  columns
    .map((column) => column.id)
    .filter((id) => !['@email', '@reference', '@version'].includes(id))
    .slice(0, shownCountMax)
