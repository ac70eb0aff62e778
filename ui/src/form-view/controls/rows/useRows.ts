import { type ClipboardEvent, useState } from 'react'
import type { Draft } from '../../answers'
import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import { controlId, type ControlProps } from '../control'
import { focusSoon } from '../focus'
import { type FileAnswer, useSurroundings } from '../surroundings'
import { type Pasted, pasteRows } from './paste'

const rowCountDefaultMax = 200

export type RowsAnswer = ReturnType<typeof useRows>

/** What can be done with an answer of rows, however it is drawn. There is always one to write into. */
export function useRows({ field, path, value, onChange }: ControlProps) {
  const texts = useTexts()
  const { transfers, forget } = useSurroundings()
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
    /** Its files go with it, those on their way too. */
    remove: (at: number) => {
      transfers.closeRow(path, at)
      for (const file of filesOf(field.columns, rows[at])) forget(file)
      answer(rows.filter((_, index) => index !== at))
    },
    add: () => {
      answer([...rows, {}])
      const first = field.columns[0]?.name
      if (first !== undefined) focusSoon(controlId(path + pointer(rows.length, first)))
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

const filesOf = (columns: ControlProps['field'][], row: Draft | undefined): FileAnswer[] =>
  columns
    .filter((column) => column.widget === 'file' || column.widget === 'signature')
    .flatMap((column) => (Array.isArray(row?.[column.name]) ? (row[column.name] as FileAnswer[]) : []))

function columnOf(columns: ControlProps['field'][], target: HTMLElement, path: string, at: number): number {
  const found = columns.findIndex((column) => target.closest(`#${CSS.escape(controlId(path + pointer(at, column.name)))}`))
  return Math.max(0, found)
}
