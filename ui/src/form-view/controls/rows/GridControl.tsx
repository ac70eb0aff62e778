import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import type { ControlProps } from '../control'
import { Cell } from './Cell'
import { RepeatControl } from './RepeatControl'
import { removeClass, RowsFrame } from './RowsFrame'
import { useRows } from './useRows'

const columnCountMax = 6
const inOneLine = new Set(['text', 'email', 'number', 'date', 'time', 'choice', 'dropdown', 'yesNo'])

/** Rows as a table, for figures that are compared. What does not fit a cell is drawn as cards instead. */
export function GridControl(props: ControlProps) {
  const { columns } = props.field
  if (columns.length > columnCountMax || columns.some((column) => !inOneLine.has(column.widget)))
    return <RepeatControl {...props} />
  return <Grid {...props} />
}

function Grid(props: ControlProps) {
  const { field, path, problemAt } = props
  const texts = useTexts()
  const answer = useRows(props)
  const { rows, change, remove, paste } = answer
  return (
    <RowsFrame {...props} answer={answer}>
      <div className="@container">
        <table className="w-full border-separate border-spacing-x-0 border-spacing-y-1 @max-lg:block">
          <thead className="@max-lg:sr-only">
            <tr>
              {field.columns.map((column) => (
                <th key={column.name} scope="col" className="px-1 text-start text-sm font-semibold text-ink-2">
                  {column.label}
                  {column.unit && <span className="font-normal"> {column.unit}</span>}
                </th>
              ))}
              <td className="w-10" />
            </tr>
          </thead>
          <tbody className="@max-lg:block">
            {rows.map((row, at) => (
              <tr key={at} onPaste={(event) => paste(event, at)} className={rowClass}>
                {field.columns.map((column) => (
                  <td key={column.name} className="p-0.5 align-top">
                    <span aria-hidden="true" className="mb-1 block text-sm font-semibold text-ink-2 @lg:hidden">
                      {column.label}
                      {column.unit && <span className="font-normal"> {column.unit}</span>}
                    </span>
                    <Cell
                      field={column}
                      path={path + pointer(at, column.name)}
                      label={`${column.label}, ${texts.entry(at + 1)}`}
                      value={row[column.name]}
                      problem={problemAt(path + pointer(at, column.name))}
                      onChange={(cell) => change(at, column.name, cell)}
                    />
                  </td>
                ))}
                <td className="p-0.5 text-end align-top">
                  {rows.length > 1 && (
                    <button
                      type="button"
                      aria-label={`${texts.remove} ${texts.entry(at + 1)}`}
                      onClick={() => remove(at)}
                      className={`${removeClass} min-w-10 @lg:text-base @lg:no-underline`}
                    >
                      <span className="@lg:hidden">{texts.remove}</span>
                      <span aria-hidden="true" className="@max-lg:hidden">
                        ✕
                      </span>
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </RowsFrame>
  )
}

const rowClass =
  '@max-lg:mb-3 @max-lg:grid @max-lg:gap-3 @max-lg:rounded-lg @max-lg:border @max-lg:border-line @max-lg:bg-sheet @max-lg:p-3'
