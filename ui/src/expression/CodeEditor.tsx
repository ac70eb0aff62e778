import { autocompletion } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import CodeMirror from '@uiw/react-codemirror'
import { useMemo } from 'react'
import { useCaret } from '../ui/caret'
import { useFieldTies } from '../ui/Field'
import { colours, frame, look } from './look'

const languages = { sql: () => sql({ dialect: PostgreSQL }), json }

/** On request only, by Ctrl+Space: proposals that open while a word is typed would take the Enter that ends its line. */
const proposals = autocompletion({ activateOnTyping: false, icons: false })

/** Room for a few lines, and as much of it for their numbers. */
const room = '7.5em'
// The editor writes the height of its text onto the numbers itself.
const roomy = EditorView.theme({ '.cm-content': { minHeight: room }, '.cm-gutters': { minHeight: `${room} !important` } })

export type CodeLanguage = keyof typeof languages

export interface CodeEditorProps {
  label: string
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  /** Null for text of no language that is known here. */
  language: CodeLanguage | null
  readOnly: boolean
  /** Where writing goes on; null when nobody is writing. */
  caret: number | null
}

/** Code with its lines numbered. Tab goes on to the next control, as everywhere else. */
export function CodeEditor({ label, value, onChange, onBlur, language, readOnly, caret }: CodeEditorProps) {
  const { id } = useFieldTies()
  // While the editor was being fetched, writing went on in the plain field that stood here.
  const goneOn = useCaret() ?? caret
  const at = goneOn === null ? null : Math.min(goneOn, value.length)
  const extensions = useMemo(
    () => [
      ...(language ? [languages[language](), proposals] : []),
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, ...(id ? { id } : {}) }),
      look,
      roomy,
    ],
    [language, label, id],
  )
  return (
    <div className={frame}>
      <CodeMirror
        value={value}
        onChange={onChange}
        onBlur={onBlur}
        autoFocus={at !== null}
        {...(at === null ? {} : { selection: { anchor: at } })}
        extensions={extensions}
        readOnly={readOnly}
        theme="none"
        maxHeight="28em"
        indentWithTab={false}
        basicSetup={{
          autocompletion: false,
          foldGutter: false,
          highlightActiveLine: false,
          highlightActiveLineGutter: false,
          searchKeymap: false,
        }}
      />
    </div>
  )
}
