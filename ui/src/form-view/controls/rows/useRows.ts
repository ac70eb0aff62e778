import { type ClipboardEvent, useState } from 'react'
import type { Draft } from '../../answers'
import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import { controlId, type ControlProps } from '../control'
import { type Pasted, pasteRows } from './paste'

const rowCountDefaultMax = 200

/** What can be done with an answer of rows, however it is drawn. There is always one to write into. */
export function useRows({ field, path, value, onChange }: ControlProps) {
  const texts = useTexts()
  const [pasted, setPasted] = useState<Pasted & { before: unknown }>()
  const rows: Draft[] = Array.isArray(value) && value.length > 0 ? (value as Draft[]) : [{}]
  const max = field.schema.maxItems ?? rowCountDefaultMax
  const answer = (changed: unknown) => {
    setPasted(undefined)
    onChange(changed)
  }
  return {
    rows,
    max,
    pasted,
    change: (at: number, name: string, cell: unknown) =>
      answer(rows.map((row, index) => (index === at ? { ...row, [name]: cell } : row))),
    remove: (at: number) => answer(rows.filter((_, index) => index !== at)),
    add: () => {
      answer([...rows, {}])
      focusRow(path, rows.length, field.columns[0]?.name)
    },
    /** Into the row and from the column on that the box stands in. */
    paste: (event: ClipboardEvent, at: number) => {
      const from = columnOf(field.columns, event.target as HTMLElement, path, at)
      const text = event.clipboardData.getData('text/plain')
      const read = pasteRows(text, { columns: field.columns, rows, at, from, max, words: texts })
      if (!read) return
      event.preventDefault()
      onChange(read.rows)
      setPasted({ ...read, before: value })
    },
    undo: () => answer(pasted?.before),
  }
}

function columnOf(columns: ControlProps['field'][], target: HTMLElement, path: string, at: number): number {
  const found = columns.findIndex((column) => target.closest(`#${CSS.escape(controlId(path + pointer(at, column.name)))}`))
  return Math.max(0, found)
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
