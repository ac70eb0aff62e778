import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import type { Field } from '../../form'
import { pointer } from '../../problems'
import { useTexts } from '../../texts/texts'
import { controlId, type ControlProps } from '../control'
import { focusSoon } from '../focus'
import { GroupFrame } from '../FieldFrame'
import { Cell } from './Cell'
import { addClass } from './RowsFrame'

const entryCountDefaultMax = 200

/** Several short answers to one question, each in a box of its own. */
export function ListControl(props: ControlProps) {
  const { field, path, problemAt, required } = props
  const texts = useTexts()
  const { entries, max, said, change, remove, move, add, keys, paste } = useEntries(props)
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
      <ol className="grid gap-2">
        {entries.map((entry, at) => (
          <li
            key={at}
            className="flex items-start gap-1"
            onKeyDown={(event) => keys(event, at)}
            onPaste={(event) => paste(event, at)}
          >
            <div className="min-w-0 flex-1">
              <Cell
                field={field.entry!}
                path={path + pointer(at)}
                label={`${field.label}, ${texts.entry(at + 1)}`}
                value={entry}
                problem={problemAt(path + pointer(at))}
                onChange={(typed) => change(at, typed)}
              />
            </div>
            {field.entry!.unit && <span className="flex min-h-11 items-center text-ink-2">{field.entry!.unit}</span>}
            {entries.length > 1 && (
              <span className="flex shrink-0">
                <Act
                  id={upId(path, at)}
                  name={`${texts.moveUp} ${texts.entry(at + 1)}`}
                  sign="↑"
                  off={at === 0}
                  onAct={() => move(at, at - 1, upId(path, at - 1))}
                />
                <Act
                  id={downId(path, at)}
                  name={`${texts.moveDown} ${texts.entry(at + 1)}`}
                  sign="↓"
                  off={at === entries.length - 1}
                  onAct={() => move(at, at + 1, downId(path, at + 1))}
                />
                <Act name={`${texts.remove} ${texts.entry(at + 1)}`} sign="✕" onAct={() => remove(at)} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {entries.length < max && (
        <button type="button" id={`${controlId(path)}-add`} onClick={() => add(entries.length - 1)} className={addClass}>
          {texts.addAnother}
        </button>
      )}
      <p role="status" className="mt-2 text-sm text-ink-2 empty:hidden">
        {said}
      </p>
    </GroupFrame>
  )
}

const upId = (path: string, at: number) => `${controlId(path + pointer(at))}-up`
const downId = (path: string, at: number) => `${controlId(path + pointer(at))}-down`

type ActProps = { id?: string; name: string; sign: string; off?: boolean; onAct: () => void }

function Act({ id, name, sign, off, onAct }: ActProps) {
  return (
    <button
      type="button"
      id={id}
      aria-label={name}
      aria-disabled={off || undefined}
      onClick={() => !off && onAct()}
      className="min-h-11 min-w-9 rounded-md text-base text-ink-2 hover:text-accent aria-disabled:text-line print:hidden"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  )
}

/** What can be done with a list. There is always an entry to write into. */
function useEntries({ field, path, value, onChange }: ControlProps) {
  const texts = useTexts()
  const [said, setSaid] = useState('')
  const entries: unknown[] = Array.isArray(value) && value.length > 0 ? value : ['']
  const max = field.schema.maxItems ?? entryCountDefaultMax
  const put = (changed: unknown[], tell = '') => {
    setSaid(tell)
    onChange(changed)
  }
  const boxOf = (at: number) => controlId(path + pointer(at))
  const add = (after: number) => {
    if (entries.length >= max) return
    put(replaced(entries, after + 1, 0, ['']))
    focusSoon(boxOf(after + 1))
  }
  const remove = (at: number) => {
    put(replaced(entries, at, 1))
    focusSoon(boxOf(Math.max(0, at - 1)))
  }
  const move = (from: number, to: number, focus = boxOf(to)) => {
    if (to < 0 || to >= entries.length) return
    put(replaced(replaced(entries, from, 1), to, 0, [entries[from]]), texts.entryOf(to + 1, entries.length))
    focusSoon(focus)
  }
  return {
    entries,
    max,
    said,
    add,
    remove,
    move,
    change: (at: number, typed: unknown) => put(replaced(entries, at, 1, [typed])),
    /** Enter goes on to another entry, Alt and an arrow move this one, Backspace takes an empty one away. */
    keys: (event: KeyboardEvent<HTMLElement>, at: number) => {
      const inBox = event.target instanceof HTMLInputElement
      if (event.key === 'Enter' && inBox && !event.nativeEvent.isComposing) {
        event.preventDefault()
        if (isTyped(entries[at])) add(at)
      } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault()
        move(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
      } else if (event.key === 'Backspace' && inBox && entries.length > 1 && !isTyped(entries[at])) {
        event.preventDefault()
        remove(at)
      }
    },
    /** Lines become entries, from this one on. */
    paste: (event: ClipboardEvent, at: number) => {
      const lines = linesOf(event.clipboardData.getData('text/plain'), field.entry!)
      if (lines.length < 2) return
      event.preventDefault()
      const all = isTyped(entries[at]) ? replaced(entries, at + 1, 0, lines) : replaced(entries, at, 1, lines)
      put(all.slice(0, max), all.length > max ? texts.pastedLeft(all.length - max, max) : '')
    },
  }
}

const replaced = (entries: unknown[], at: number, count: number, by: unknown[] = []) => [
  ...entries.slice(0, at),
  ...by,
  ...entries.slice(at + count),
]

const isTyped = (entry: unknown) => entry !== undefined && entry !== null && entry !== ''

const linesOf = (text: string, entry: Field): string[] =>
  entry.choices.length > 0
    ? []
    : text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean)
