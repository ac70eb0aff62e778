import type { ClipboardEvent } from 'react'
import type { Draft } from '../answers'
import { pointer } from '../problems'
import { controlId, type ControlProps } from './control'
import { pasteRows } from './paste'

const rowCountDefaultMax = 200

/** What can be done with an answer of rows, however it is drawn. There is always one to write into. */
export function rowsOf({ field, path, value, onChange }: ControlProps) {
  const rows: Draft[] = Array.isArray(value) && value.length > 0 ? (value as Draft[]) : [{}]
  const max = field.schema.maxItems ?? rowCountDefaultMax
  return {
    rows,
    max,
    change: (at: number, name: string, cell: unknown) =>
      onChange(rows.map((row, index) => (index === at ? { ...row, [name]: cell } : row))),
    remove: (at: number) => onChange(rows.filter((_, index) => index !== at)),
    add: () => {
      onChange([...rows, {}])
      focusRow(path, rows.length, field.columns[0]?.name)
    },
    paste: (event: ClipboardEvent, at: number) => {
      const pasted = pasteRows(event.clipboardData.getData('text/plain'), field.columns, rows, at, max)
      if (!pasted) return
      event.preventDefault()
      onChange(pasted)
    },
  }
}

/** The new row takes the focus as soon as it is drawn, so that whoever types goes on typing. */
function focusRow(path: string, at: number, column: string | undefined) {
  if (column === undefined) return
  const focus = (tries: number) => {
    const control = document.getElementById(controlId(path + pointer(at, column)))
    if (control instanceof HTMLFieldSetElement) control.querySelector<HTMLElement>('input, select')?.focus()
    else if (control) control.focus()
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
  }
  requestAnimationFrame(() => focus(5))
}
