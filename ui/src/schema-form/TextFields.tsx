import { SquareFunction } from 'lucide-react'
import { type ReactNode, use, useState } from 'react'
import { sentenceOf } from '../lib/text'
import { IconButton } from '../ui/Button'
import { useCaret } from '../ui/caret'
import { pathType } from '../ui/data/paths'
import { Input, Select, useFieldTies } from '../ui/Field'
import { Surroundings } from './context'
import { emptyExpression } from './ExpressionField'
import { isExpression, textOf, valueOf } from './kinds'
import type { FieldProps } from './SchemaField'
import { WrittenText } from './WrittenText'

/**
 * A control with a button that turns it into an expression; `=` typed into it when empty, or a field of the data that is
 * let go over it, does the same.
 */
export function WithExpression({ field, value, onChange, children }: Omit<FieldProps, 'path'> & { children: ReactNode }) {
  const { readOnly } = use(Surroundings)
  const { id } = useFieldTies()
  // Asked for before there is a run whose data an expression could see.
  if (field.schema['x-literal'] === true) return children
  const onDrop = (event: React.DragEvent) => {
    const path = event.dataTransfer.getData(pathType)
    // Into a text it goes where it is let go, as any dragged text does.
    if (!path || readOnly || (typeof value === 'string' && value !== '')) return
    event.preventDefault()
    onChange(`{{ ${path} }}`)
  }
  const turn = () => onChange(value === undefined || value === '' ? emptyExpression : `{{ ${JSON.stringify(value)} }}`)
  return (
    <div
      className="flex items-start gap-1"
      onDragOver={(event) => event.dataTransfer.types.includes(pathType) && event.preventDefault()}
      onDrop={onDrop}
      onKeyDown={(event) => {
        if (event.key !== '=' || readOnly || (value !== undefined && value !== '')) return
        event.preventDefault()
        turn()
      }}
    >
      <div className="min-w-0 flex-1">{children}</div>
      <IconButton
        icon={SquareFunction}
        label={`Use an expression for ${field.label}`}
        disabled={readOnly}
        data-turns={id}
        onClick={turn}
      />
    </div>
  )
}

const placeholderOf = ({ schema }: FieldProps['field']) => (schema.default === undefined ? undefined : textOf(schema.default))

export function TextField(props: FieldProps) {
  const { field, value, onChange } = props
  const { readOnly } = use(Surroundings)
  return (
    <WithExpression {...props}>
      <Input
        autoFocus={useCaret() !== null}
        value={textOf(value)}
        placeholder={placeholderOf(field)}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </WithExpression>
  )
}

export function LongTextField({ value, onChange }: FieldProps) {
  const { readOnly } = use(Surroundings)
  return (
    <WrittenText
      caret={useCaret()}
      value={textOf(value)}
      readOnly={readOnly}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  )
}

export function NumberField(props: FieldProps) {
  const { field, value, onChange } = props
  const { readOnly } = use(Surroundings)
  return (
    <WithExpression {...props}>
      <Input
        type="number"
        step={field.schema.type === 'integer' ? 1 : 'any'}
        value={textOf(value)}
        placeholder={placeholderOf(field)}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />
    </WithExpression>
  )
}

/** "byPosition" is for machines. */
const wordFor = (choice: unknown) =>
  typeof choice === 'string' && /^[a-z]+[A-Z][A-Za-z]+$/.test(choice) ? sentenceOf(choice) : textOf(choice)

export function ChoiceField(props: FieldProps) {
  const { field, value, onChange } = props
  const { readOnly } = use(Surroundings)
  const choices = (field.schema.enum ?? []).map((choice) => ({ value: JSON.stringify(choice), label: wordFor(choice) }))
  const now = value ?? field.schema.default
  const none = now === undefined ? [{ value: '', label: 'Choose…' }] : []
  return (
    <WithExpression {...props}>
      <Select
        options={[...none, ...choices]}
        value={now === undefined ? '' : JSON.stringify(now)}
        disabled={readOnly}
        onPick={(next) => onChange(next === '' ? undefined : (JSON.parse(next) as unknown))}
      />
    </WithExpression>
  )
}

/** Text, a number, JSON or an expression, whichever it reads as. While it is typed the text is kept as typed. */
export function AnyField(props: FieldProps) {
  const { field, value, onChange } = props
  const { readOnly } = use(Surroundings)
  const [typed, setTyped] = useState<string | null>(null)
  const caret = useCaret()
  const text = typed ?? textOf(value)
  const multiline = text.includes('\n')
  const look = multiline ? 'font-mono text-dense' : ''
  const change = (next: string) => {
    setTyped(isExpression(next) ? null : next)
    onChange(valueOf(next))
  }
  return (
    <WithExpression {...props}>
      <WrittenText
        caret={caret}
        rows={multiline ? 5 : 1}
        spellCheck={false}
        className={look}
        value={text}
        placeholder={placeholderOf(field)}
        readOnly={readOnly}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(null)}
      />
    </WithExpression>
  )
}
