import { count } from '../../lib/text'
import type { ReportLine } from './translate'

/** "12 steps taken over, 3 of them to look at, 1 kept as a placeholder." */
export function importWords(report: readonly ReportLine[]): string {
  const near = report.filter((line) => line.outcome === 'approximated').length
  const kept = report.filter((line) => line.outcome === 'placeholder').length
  const parts = [
    `${count(report.length, 'step')} of n8n taken over`,
    near > 0 ? `${near} to look at` : '',
    kept > 0 ? `${kept} kept as placeholders` : '',
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}
