import { Copy } from 'lucide-react'
import { useState } from 'react'
import { classes } from '../../lib/classes'
import { IconButton } from '../Button'
import { toastDone } from '../Toast'
import { JsonTree } from './JsonTree'
import { dragOf, pathOf } from './paths'
import { shapeOf } from './shape'

const rowsMax = 100
const columnsMax = 30

interface Rows {
  name: string | null
  rows: Record<string, unknown>[]
}

const areRows = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))

/** The list of a value that a table can show: itself, or its only list of objects. */
function rowsOf(value: unknown): Rows | null {
  if (areRows(value)) return { name: null, rows: value }
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.entries(value).filter(([, inner]) => areRows(inner))
  const first = lists[0]
  return first ? { name: first[0], rows: first[1] as Record<string, unknown>[] } : null
}

const cell = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

interface DataViewProps {
  value: unknown
  label: string
  /** How expressions name the value; its fields can then be dragged into them. */
  from?: string
}

const views = { table: 'Table', json: 'JSON', schema: 'Schema' } as const
type View = keyof typeof views

/** A value as a table where it holds a list of objects, as a tree, or as the kinds of its fields. */
export function DataView({ value, label, from }: DataViewProps) {
  const rows = rowsOf(value)
  const [view, setView] = useState<View>('table')
  const shown = view === 'table' && !rows ? 'json' : view
  if (value === null || value === undefined) return <p className="p-3 text-dense text-ink-3">Nothing yet.</p>
  const copy = () =>
    void navigator.clipboard?.writeText(JSON.stringify(value, null, 2)).then(() => toastDone(`${label} copied.`))
  return (
    // A group and no landmark: it mostly stands in one of the same name.
    <div role="group" aria-label={label} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-1 pb-1">
        {(Object.keys(views) as View[])
          .filter((one) => one !== 'table' || rows)
          .map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={shown === one}
              onClick={() => setView(one)}
              className={classes(
                'h-7 rounded-field px-2 text-dense pointer-coarse:h-11',
                shown === one ? 'bg-accent-soft text-accent' : 'text-ink-2',
              )}
            >
              {views[one]}
            </button>
          ))}
        <span className="flex-1" />
        <IconButton icon={Copy} label={`Copy ${label}`} size="small" onClick={copy} />
      </div>
      {shown === 'table' && rows ? (
        <RowsTable {...rows} label={label} from={from} />
      ) : (
        <JsonTree value={shown === 'schema' ? shapeOf(value) : value} from={shown === 'schema' ? undefined : from} />
      )}
    </div>
  )
}

const headLook = 'border-b border-line px-2 py-1 text-left font-medium text-ink-2'

function RowsTable({ name, rows, label, from }: Rows & { label: string; from: string | undefined }) {
  const list = from === undefined || name === null ? from : pathOf(from, name, false)
  const columns = [...new Set(rows.slice(0, rowsMax).flatMap((row) => Object.keys(row)))].slice(0, columnsMax)
  return (
    <div tabIndex={0} role="region" aria-label={`${label}, table`} className="overflow-auto rounded-field border border-line">
      <table className="w-full text-xs">
        <caption className="border-b border-line px-2 py-1 text-left text-ink-3">
          {name ? `${name}: ` : ''}
          {rows.length} {rows.length === 1 ? 'row' : 'rows'}
          {rows.length > rowsMax && `, the first ${rowsMax} shown`}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                {...dragOf(list === undefined ? undefined : pathOf(list, column, false))}
                className={classes(headLook, list && 'cursor-grab hover:bg-accent-soft')}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsMax).map((row, index) => (
            <tr key={index} className="border-b border-line last:border-0">
              {columns.map((column) => (
                <td
                  key={column}
                  className={classes('max-w-56 truncate px-2 py-1', typeof row[column] === 'number' && 'text-right')}
                  title={cell(row[column])}
                >
                  {cell(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
