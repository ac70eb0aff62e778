import { get, query } from '../../../api/http'
import type { Page } from '../../../api/lists'
import type { WorkflowRow } from '../../../api/workflows'
import { saveFile } from '../../../lib/saveFile'

const pageSize = 200
export const rowCountMax = 20_000

/** Text that a spreadsheet would take for a formula is made text for good. */
const cell = (value: string | number | null) => {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const columns: [string, (row: WorkflowRow) => string | number | null][] = [
  ['Name', (row) => row.name],
  ['Status', (row) => row.status],
  ['Version', (row) => row.publishedVersion],
  ['Steps', (row) => row.nodeCount],
  ['Last run', (row) => row.lastRunStatus],
  ['Last run at', (row) => row.lastRunAt],
  ['Changed at', (row) => row.updatedAt],
  ['Changed by', (row) => row.updatedBy],
  ['Id', (row) => row.id],
]

export const csvOf = (rows: readonly WorkflowRow[]): string =>
  [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, value]) => value(row)))]
    .map((line) => line.map(cell).join(','))
    .join('\r\n') + '\r\n'

/** All that fit the filters, page after page, as one file. */
export async function downloadCsv(filters: { search?: string; status?: string }) {
  const rows: WorkflowRow[] = []
  for (let cursor: string | null = ''; cursor !== null && rows.length < rowCountMax; ) {
    const page: Page<WorkflowRow> = await get(query('/api/workflows', { ...filters, limit: pageSize, cursor }))
    rows.push(...page.items)
    cursor = page.next
  }
  saveFile('workflows.csv', csvOf(rows), 'text/csv')
}
