import { isNumeric } from '../../answers'
import type { Field } from '../../form'
import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import { controlId, problemId, type ControlProps } from '../control'
import { FieldProblem, GroupFrame } from '../FieldFrame'
import { addClass, removeClass, RepeatControl } from './RepeatControl'
import { PasteNote } from './PasteNote'
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
  const { field, path, problemAt, required } = props
  const texts = useTexts()
  const { rows, max, pasted, change, remove, add, paste, undo } = useRows(props)
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
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
                <tr
                  key={at}
                  onPaste={(event) => paste(event, at)}
                  className={rowClass}
                >
                  {field.columns.map((column) => (
                    <td key={column.name} className="p-0.5 align-top">
                      <span aria-hidden="true" className="mb-1 block text-sm font-semibold text-ink-2 @lg:hidden">
                        {column.label}
                      </span>
                      <Cell
                        column={column}
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
      {rows.length < max && (
        <button type="button" id={`${controlId(path)}-add`} onClick={add} className={addClass}>
          {texts.addAnother}
        </button>
      )}
      <PasteNote pasted={pasted} max={max} onUndo={undo} />
    </GroupFrame>
  )
}

const rowClass =
  '@max-lg:mb-3 @max-lg:grid @max-lg:gap-3 @max-lg:rounded-lg @max-lg:border @max-lg:border-line @max-lg:bg-sheet @max-lg:p-3'

type CellProps = {
  column: Field
  path: string
  label: string
  value: unknown
  problem: string | undefined
  onChange: (value: unknown) => void
}

const cellClass =
  'w-full min-h-11 rounded-md border bg-sheet px-2 text-base text-ink ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'

function Cell({ column, path, label, value, problem, onChange }: CellProps) {
  const texts = useTexts()
  const shared = {
    id: controlId(path),
    'aria-label': label,
    'aria-invalid': problem ? true : undefined,
    'aria-required': column.required || undefined,
    'aria-describedby': problem ? problemId(path) : undefined,
    className: `${cellClass} ${problem ? 'border-2 border-failed' : 'border-ink-3'}`,
  }
  const choices =
    column.widget === 'yesNo'
      ? [
          { value: true, label: texts.yes },
          { value: false, label: texts.no },
        ]
      : column.choices
  return (
    <>
      {choices.length > 0 ? (
        <select
          {...shared}
          value={choices.findIndex((one) => one.value === value)}
          onChange={(event) => onChange(choices[Number(event.target.value)]?.value)}
        >
          <option value={-1}>{texts.choose}</option>
          {choices.map((one, at) => (
            <option key={at} value={at}>
              {one.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={column.widget === 'date' ? 'date' : column.widget === 'time' ? 'time' : column.widget === 'email' ? 'email' : 'text'}
          inputMode={isNumeric(column) ? 'decimal' : undefined}
          dir={isNumeric(column) ? 'ltr' : 'auto'}
          autoComplete="off"
          placeholder={column.placeholder}
          value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <FieldProblem path={path} problem={problem} />
    </>
  )
}
