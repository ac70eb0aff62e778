import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import type { ControlProps } from '../control'
import { FieldControl } from '../FieldControl'
import { removeClass, RowsFrame } from './RowsFrame'
import { useRows } from './useRows'

/** The same few questions for each of several things, one card a thing: sites, people, jobs held. */
export function RepeatControl(props: ControlProps) {
  const { field, path, problemAt } = props
  const texts = useTexts()
  const answer = useRows(props)
  const { rows, change, remove, paste } = answer
  return (
    <RowsFrame {...props} answer={answer}>
      <ol className="grid gap-4">
        {rows.map((row, at) => (
          <li key={at} className="rounded-lg border border-line bg-sheet p-4" onPaste={(event) => paste(event, at)}>
            <div className="mb-3 flex items-center justify-between gap-2">
              <span className="text-sm font-semibold text-ink-2">{texts.entryOf(at + 1, rows.length)}</span>
              {rows.length > 1 && (
                <button type="button" onClick={() => remove(at)} className={removeClass}>
                  {texts.remove}
                  <span className="sr-only"> {texts.entry(at + 1)}</span>
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
    </RowsFrame>
  )
}
