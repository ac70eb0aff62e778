import { PencilLine } from 'lucide-react'
import { lazy, Suspense, use } from 'react'
import type { ExpressionEditorProps } from '../expression/ExpressionEditor'
import { IconButton } from '../ui/Button'
import { useCaret } from '../ui/caret'
import { Surroundings } from './context'
import { textOf } from './kinds'
import type { FieldProps } from './SchemaField'
import { WrittenText } from './WrittenText'

/** The editor is loaded when it is first shown. Without a connection it does not come, and the text is written plainly. */
const ExpressionEditor = lazy(() =>
  import('../expression/ExpressionEditor').then((m) => ({ default: m.ExpressionEditor })).catch(() => ({ default: PlainExpression })),
)

function PlainExpression({ label, value, onChange, readOnly, caret }: ExpressionEditorProps) {
  return (
    <WrittenText
      aria-label={label}
      value={value}
      readOnly={readOnly}
      rows={2}
      className="font-mono text-dense"
      caret={caret}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export function ExpressionField({ field, value, onChange, bare }: FieldProps & { bare: boolean }) {
  const { scope, stepIds, readOnly } = use(Surroundings)
  const caret = useCaret()
  const text = textOf(value)
  const editor = {
    label: field.label,
    value: text,
    bare,
    scope,
    stepIds,
    readOnly,
    caret,
    onChange: (next: string) => onChange(next === '' ? undefined : next),
  }
  const written = (
    <Suspense fallback={<PlainExpression {...editor} />}>
      <ExpressionEditor {...editor} />
    </Suspense>
  )
  if (bare || readOnly) return written
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{written}</div>
      <IconButton icon={PencilLine} label={`Write ${field.label} without an expression`} onClick={() => onChange(plainOf(text))} />
    </div>
  )
}

/** What a control becomes when an expression is asked for. */
export const emptyExpression = '{{  }}'

/** The value that an expression stands for where it is a value written out; otherwise nothing. */
function plainOf(text: string): unknown {
  const inside = /^\{\{([\s\S]*)\}\}$/.exec(text.trim())?.[1] ?? ''
  try {
    return JSON.parse(inside) as unknown
  } catch {
    return undefined
  }
}
