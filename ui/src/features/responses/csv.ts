import type { ResponseRow } from '../../api/responses'

/** One row a response, one column a field that any of them has. Begins with a mark so that Excel reads it as UTF-8. */
export function toCsv(responses: readonly ResponseRow[]): string {
  const fields = [...new Set(responses.flatMap((row) => Object.keys(row.answers)))]
  const titles = ['number', 'form', 'version', 'name', 'email', 'reference', 'status', 'submittedAt', ...fields]
  const rows = responses.map((row) => [
    row.number,
    row.formName,
    row.formVersion,
    row.respondent.name,
    row.respondent.email,
    row.respondent.reference,
    row.status,
    row.submittedAt,
    ...fields.map((field) => row.answers[field]),
  ])
  return `\ufeff${[titles, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // A spreadsheet would run what begins like a formula; the apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
