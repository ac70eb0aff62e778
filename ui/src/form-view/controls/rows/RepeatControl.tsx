import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import { controlId, type ControlProps } from '../control'
import { FieldControl } from '../FieldControl'
import { GroupFrame } from '../FieldFrame'
import { PasteNote } from './PasteNote'
import { useRows } from './useRows'

/** The same few questions for each of several things, one card a thing: sites, people, jobs held. */
export function RepeatControl(props: ControlProps) {
  const { field, path, problemAt, required } = props
  const texts = useTexts()
  const { rows, max, pasted, change, remove, add, paste, undo } = useRows(props)
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
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
      {rows.length < max && (
        <button type="button" id={`${controlId(path)}-add`} onClick={add} className={addClass}>
          {texts.addAnother}
        </button>
      )}
      <PasteNote pasted={pasted} max={max} onUndo={undo} />
    </GroupFrame>
  )
}

export const removeClass = 'min-h-10 px-2 text-sm text-failed underline underline-offset-2'
export const addClass = 'mt-3 min-h-12 rounded-md border border-ink-3 px-4 text-base font-semibold hover:border-accent'
