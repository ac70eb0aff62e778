import type { Draft } from '../answers'
import { pointer } from '../problems'
import { controlId, type ControlProps } from './control'
import { FieldControl } from './FieldControl'
import { GroupFrame } from './FieldFrame'
import { pasteRows } from './paste'

const rowCountDefaultMax = 200

/** The same few questions for each of several things: sites, people, products. */
export function RowsControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const rows: Draft[] = Array.isArray(value) && value.length > 0 ? (value as Draft[]) : [{}]
  const max = field.schema.maxItems ?? rowCountDefaultMax
  const change = (at: number, name: string, cell: unknown) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: cell } : row)))
  const paste = (event: React.ClipboardEvent, at: number) => {
    const pasted = pasteRows(event.clipboardData.getData('text/plain'), field.columns, rows, at, max)
    if (!pasted) return
    event.preventDefault()
    onChange(pasted)
  }
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
      <ol className="grid gap-4">
        {rows.map((row, at) => (
          <li key={at} className="rounded-lg border border-line bg-sheet p-4" onPaste={(event) => paste(event, at)}>
            <div className="mb-3 flex items-center justify-between gap-2">
              <span className="text-sm font-semibold text-ink-2">
                {at + 1} of {rows.length}
              </span>
              {rows.length > 1 && (
                <button
                  type="button"
                  onClick={() => onChange(rows.filter((_, index) => index !== at))}
                  className="min-h-10 px-2 text-sm text-failed underline underline-offset-2"
                >
                  Remove<span className="sr-only"> entry {at + 1}</span>
                </button>
              )}
            </div>
            <div className="grid gap-4">
              {field.columns.map((column) => (
                <FieldControl
                  key={column.name}
                  field={column}
                  path={path + pointer(at, column.name)}
                  value={row[column.name]}
                  onChange={(cell) => change(at, column.name, cell)}
                  problemAt={problemAt}
                  required={column.required}
                />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {rows.length < max && (
        <button
          type="button"
          id={`${controlId(path)}-add`}
          onClick={() => {
            onChange([...rows, {}])
            focusRow(path, rows.length, field.columns[0]?.name)
          }}
          className="mt-3 min-h-12 rounded-md border border-ink-3 px-4 text-base font-semibold hover:border-accent"
        >
          Add another
        </button>
      )}
      <p className="mt-2 text-sm text-ink-2">You can paste rows from a spreadsheet into the first box.</p>
    </GroupFrame>
  )
}

/** The new row takes the focus as soon as it is drawn, so that whoever types goes on typing. */
function focusRow(path: string, at: number, column: string | undefined) {
  if (column === undefined) return
  requestAnimationFrame(() => document.getElementById(controlId(path + pointer(at, column)))?.focus())
}
