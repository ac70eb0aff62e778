import type { ReactNode } from 'react'
import { useTexts } from '../../texts/texts'
import { controlId, type ControlProps } from '../control'
import { GroupFrame } from '../FieldFrame'
import { PasteNote } from './PasteNote'
import type { RowsAnswer } from './useRows'

type RowsFrameProps = ControlProps & { answer: RowsAnswer; children: ReactNode }

/** What stands around rows, however they are drawn: the question, room for another row, what became of a paste. */
export function RowsFrame({ field, path, problemAt, required, answer, children }: RowsFrameProps) {
  const texts = useTexts()
  const { rows, max, pasted, add, undo } = answer
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
      {children}
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
