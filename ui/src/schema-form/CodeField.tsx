import { lazy, Suspense, use, useState } from 'react'
import type { CodeEditorProps, CodeLanguage } from '../expression/CodeEditor'
import { useCaret } from '../ui/caret'
import { Surroundings } from './context'
import { isExpression, textOf, valueOf } from './kinds'
import type { FieldProps } from './SchemaField'
import { WithExpression } from './TextFields'
import { WrittenText } from './WrittenText'

/** The editor is loaded when it is first shown. Without a connection it does not come, and the code is written plainly. */
const CodeEditor = lazy(() =>
  import('../expression/CodeEditor').then((m) => ({ default: m.CodeEditor })).catch(() => ({ default: PlainCode })),
)

function PlainCode({ label, value, onChange, onBlur, readOnly, caret }: CodeEditorProps) {
  return (
    <WrittenText
      aria-label={label}
      caret={caret}
      rows={5}
      spellCheck={false}
      className="font-mono text-dense"
      value={value}
      readOnly={readOnly}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  )
}

/** `"x-language": "sql"`; what must be an object, or is one, is JSON. */
function languageOf({ schema }: FieldProps['field'], text: string): CodeLanguage | null {
  if (schema['x-language'] === 'sql') return 'sql'
  return schema['x-language'] === 'json' || schema.type === 'object' || /^\s*[[{]/.test(text) ? 'json' : null
}

/** Text, JSON or an expression, whichever it reads as; what must be text stays text. While it is typed it is kept as typed. */
export function CodeField(props: FieldProps) {
  const { field, value, onChange } = props
  const { readOnly } = use(Surroundings)
  const [typed, setTyped] = useState<string | null>(null)
  const caret = useCaret()
  const text = typed ?? textOf(value)
  const editor: CodeEditorProps = {
    label: field.label,
    value: text,
    language: languageOf(field, text),
    readOnly,
    caret,
    onChange: (next) => {
      setTyped(isExpression(next) ? null : next)
      onChange(field.schema.type === 'string' ? next || undefined : valueOf(next))
    },
    onBlur: () => setTyped(null),
  }
  return (
    <WithExpression {...props}>
      <Suspense fallback={<PlainCode {...editor} />}>
        <CodeEditor {...editor} />
      </Suspense>
    </WithExpression>
  )
}
