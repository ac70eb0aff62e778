import { Prec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

interface Change {
  /** What is taken away. */
  from: number
  to: number
  caret: number
}

const opened = (text: string) => (text.match(/\{/g)?.length ?? 0) - (text.match(/\}/g)?.length ?? 0)

/**
 * Who asks for an expression with = and then writes {{ … }}, as in n8n, stands within braces already. What a brace does
 * that is typed there a second time; null where it is a brace like any other.
 */
export function secondBrace(text: string, at: number, brace: string): Change | null {
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const open = before.lastIndexOf('{{')
  if (open < 0 || before.lastIndexOf('}}') > open) return null
  const inside = before.slice(open + 2)
  // The first of two may have brought its counterpart along.
  if (brace === '{') return /^\s*\{$/.test(inside) ? { from: at - 1, to: at + (after.startsWith('}') ? 1 : 0), caret: at - 1 } : null
  const rest = /^\s*\}(?=\})/.exec(after)
  if (rest && opened(inside) === 0) return { from: at, to: at, caret: at + rest[0].length }
  const isSecond = inside.endsWith('}') && after.startsWith('}') && opened(inside) === -1
  return isSecond ? { from: at, to: at, caret: at + 1 } : null
}

export const bracesOnce = Prec.high(
  EditorView.inputHandler.of((view, from, to, typed) => {
    if (from !== to || (typed !== '{' && typed !== '}')) return false
    const change = secondBrace(view.state.doc.toString(), from, typed)
    if (!change) return false
    view.dispatch({ changes: { from: change.from, to: change.to }, selection: { anchor: change.caret } })
    return true
  }),
)
