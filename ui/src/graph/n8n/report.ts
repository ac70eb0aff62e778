import { count } from '../../lib/text'
import type { Outcome, ReportLine } from './translate'

/** "12 steps of n8n: 8 translated, 3 approximated, 1 placeholder." */
export function importWords(report: readonly ReportLine[]): string {
  const of = (outcome: Outcome) => report.filter((line) => line.outcome === outcome).length
  const parts = [
    [of('translated'), 'translated'],
    [of('approximated'), 'approximated'],
    [of('placeholder'), 'kept as placeholders'],
  ] as const
  const said = parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : []))
  const open = report.filter((line) => line.needs.length > 0).length
  const rest = open > 0 ? ` ${open === 1 ? 'One has' : `${open} have`} something to be done before it runs.` : ''
  return `${count(report.length, 'step')} of n8n: ${said.join(', ') || 'notes only'}.${rest}`
}
