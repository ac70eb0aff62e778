import { setDiagnostics } from '@codemirror/lint'
import { EditorView } from '@codemirror/view'
import { useQuery } from '@tanstack/react-query'
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror'
import { CircleAlert } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useCaret } from '../ui/caret'
import { useFieldTies } from '../ui/Field'
import { useDebounced } from '../lib/useDebounced'
import { bracesOnce } from './braces'
import { droppedFields } from './dropped'
import { evaluateApart } from './evaluateApart'
import { expressionLanguage } from './language'
import { frame, look } from './look'
import type { Scope } from './scope'

/** What a control becomes when an expression is asked for, and where writing begins then. */
const emptyExpression = '{{  }}'
const caretInEmpty = 3

export interface ExpressionEditorProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** The whole field is an expression; braces are not needed. */
  bare: boolean
  scope: Scope | null
  stepIds: readonly string[]
  readOnly?: boolean
  /** Where writing goes on; null when nobody is writing. */
  caret: number | null
}

export function ExpressionEditor({ label, value, onChange, bare, scope, stepIds, readOnly, caret }: ExpressionEditorProps) {
  const { id } = useFieldTies()
  // While the editor was being fetched, writing went on in the plain field that stood here.
  const goneOn = useCaret() ?? caret
  const at = goneOn === null ? null : value === emptyExpression ? caretInEmpty : Math.min(goneOn, value.length)
  const editor = useRef<ReactCodeMirrorRef>(null)
  const known = useRef({ scope, stepIds })
  known.current = { scope, stepIds }
  const extensions = useMemo(
    () => [
      expressionLanguage(() => known.current.scope, () => known.current.stepIds, bare),
      droppedFields(bare),
      ...(bare ? [] : [bracesOnce]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, ...(id ? { id } : {}) }),
      look,
    ],
    [bare, label, id],
  )
  const rested = useDebounced(value, 250)
  const result = useQuery({
    queryKey: ['expression', rested, bare, scope],
    queryFn: async () => {
      const outcome = await evaluateApart(rested, scope, bare)
      const view = editor.current?.view
      if (view) {
        const size = view.state.doc.length
        const at = outcome.kind === 'fault' && outcome.at !== null ? Math.min(outcome.at, size) : null
        const marks = at === null ? [] : [{ from: Math.max(0, at - 1), to: at, severity: 'error' as const, message: 'Here' }]
        view.dispatch(setDiagnostics(view.state, marks))
      }
      return outcome
    },
    enabled: rested.trim() !== '',
    gcTime: 0,
    placeholderData: (previous) => previous,
  }).data
  return (
    <div className={frame}>
      <CodeMirror
        ref={editor}
        value={value}
        onChange={onChange}
        autoFocus={at !== null}
        {...(at === null ? {} : { selection: { anchor: at } })}
        extensions={extensions}
        readOnly={readOnly ?? false}
        theme="none"
        indentWithTab={false}
        basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false, autocompletion: false, searchKeymap: false }}
      />
      {value.trim() !== '' && (
        <div className="border-t border-line bg-sunken px-2.5 py-1 font-mono text-xs" aria-live="polite">
          {result?.kind === 'fault' ? (
            <span className="flex items-start gap-1 text-failed">
              <CircleAlert size={13} aria-hidden className="mt-0.5 shrink-0" />
              {result.message}
              {result.at !== null && ` (at ${result.at})`}
            </span>
          ) : !scope ? (
            <span className="text-ink-2">Run the workflow once to see the result on real data.</span>
          ) : (
            <span tabIndex={0} className="block max-h-20 overflow-auto wrap-anywhere text-ink-2">
              = {result?.value === undefined ? 'nothing' : JSON.stringify(result.value)?.slice(0, 500)}
            </span>
          )}
        </div>
      )}
    </div>
  )
}
