import { Languages, PencilLine } from 'lucide-react'
import { lazy, Suspense, use } from 'react'
import type { ExpressionEditorProps } from '../expression/ExpressionEditor'
import { Button, IconButton } from '../ui/Button'
import { useCaret } from '../ui/caret'
import { toastFailed } from '../ui/Toast'
import { Surroundings } from './context'
import { isOfN8n } from './foreign'
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
    <>
      <Suspense fallback={<PlainExpression {...editor} />}>
        <ExpressionEditor {...editor} />
      </Suspense>
      {!readOnly && isOfN8n(text) && <FromN8n text={text} bare={bare} onChange={editor.onChange} />}
    </>
  )
  if (bare || readOnly) return written
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{written}</div>
      <IconButton icon={PencilLine} label={`Write ${field.label} without an expression`} onClick={() => onChange(plainOf(text))} />
    </div>
  )
}

/** Offers to say what is written as n8n writes it: its names stand for nothing here, and give nothing. */
function FromN8n({ text, bare, onChange }: { text: string; bare: boolean; onChange: (text: string) => void }) {
  const { fromN8n } = use(Surroundings)
  if (!fromN8n) return null
  const translate = async () => {
    const { text: ours, doubts } = await fromN8n(text, bare)
    onChange(ours)
    if (doubts.length > 0) toastFailed(new Error(`Look it over: ${doubts.join('; ')}.`))
  }
  return (
    <p className="mt-1 flex items-center gap-2 text-dense text-attention">
      <span className="flex-1">This is written as n8n writes it.</span>
      <Button size="small" icon={Languages} onClick={() => void translate().catch(toastFailed)}>
        Translate it
      </Button>
    </p>
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
