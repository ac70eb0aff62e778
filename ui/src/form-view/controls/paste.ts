import type { Draft } from '../answers'
import type { Field } from '../form'

/** Cells copied from a spreadsheet, spread over the rows from `at` on. Undefined when it is just text. */
export function pasteRows(text: string, columns: Field[], rows: Draft[], at: number, max: number): Draft[] | undefined {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (lines.length === 1 && !text.includes('\t')) return undefined
  const pasted = lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column.name, readCell(column, cells[index] ?? '')]))
  })
  const kept = rows.filter(
    (row, index) => index < at || Object.values(row).some((cell) => cell !== undefined && cell !== ''),
  )
  return [...kept.slice(0, at), ...pasted, ...kept.slice(at)].slice(0, max)
}

function readCell(column: Field, text: string): unknown {
  const bare = text.trim()
  if (column.widget === 'yesNo')
    return /^(yes|true|1|x)$/i.test(bare) ? true : /^(no|false|0)$/i.test(bare) ? false : undefined
  const choice = column.choices.find(
    (one) => one.label.toLowerCase() === bare.toLowerCase() || String(one.value) === bare,
  )
  return column.choices.length > 0 ? choice?.value : bare
}
