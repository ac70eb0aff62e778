import { use } from 'react'
import { Checkbox, Field } from '../ui/Field'
import { CodeField } from './CodeField'
import { Surroundings } from './context'
import { ExpressionField } from './ExpressionField'
import { FileField } from './FileField'
import { type FieldSpec, isExpression, kindOf } from './kinds'
import { KeyValueField, RowsField, TextsField } from './ListFields'
import { ConnectionField, CronField, FormField, WorkflowField } from './PickFields'
import { SchemaForm } from './SchemaForm'
import { AnyField, ChoiceField, LongTextField, NumberField, TextField } from './TextFields'

export interface FieldProps {
  field: FieldSpec
  path: string
  value: unknown
  onChange: (value: unknown) => void
}

const groupKinds = new Set(['rows', 'texts', 'keyValue', 'group'])

export function SchemaField(props: FieldProps) {
  const { field, path, value, onChange } = props
  const { faults, readOnly } = use(Surroundings)
  const kind = kindOf(field.schema)
  const help = field.schema.description
  const error = faults.get(path)
  if (kind === 'switch' && !isExpression(value))
    return (
      <Checkbox
        label={field.label}
        help={help}
        disabled={readOnly}
        checked={(value ?? field.schema.default) === true}
        onToggle={onChange}
      />
    )
  if (groupKinds.has(kind) && !isExpression(value))
    return (
      <fieldset className="flex flex-col gap-2" disabled={readOnly}>
        <legend className="mb-1 text-dense font-medium">{field.label}</legend>
        <Inside {...props} kind={kind} />
        {help && <p className="text-dense text-ink-3">{help}</p>}
        {error && <p className="text-dense text-failed">{error}</p>}
      </fieldset>
    )
  return (
    <Field label={field.label} help={help} error={error} required={field.required}>
      <Inside {...props} kind={kind} />
    </Field>
  )
}

function Inside({ kind, ...props }: FieldProps & { kind: ReturnType<typeof kindOf> }) {
  if (isExpression(props.value) || kind === 'expression') return <ExpressionField {...props} bare={kind === 'expression'} />
  switch (kind) {
    case 'code':
      return <CodeField {...props} />
    case 'cron':
      return <CronField {...props} />
    case 'connection':
      return <ConnectionField {...props} />
    case 'form':
      return <FormField {...props} />
    case 'workflow':
      return <WorkflowField {...props} />
    case 'file':
      return <FileField {...props} />
    case 'longText':
      return <LongTextField {...props} />
    case 'choice':
      return <ChoiceField {...props} />
    case 'number':
      return <NumberField {...props} />
    case 'text':
      return <TextField {...props} />
    case 'texts':
      return <TextsField {...props} />
    case 'rows':
      return <RowsField {...props} />
    case 'keyValue':
      return <KeyValueField {...props} />
    case 'group':
      return (
        <SchemaForm
          schema={props.field.schema}
          path={props.path}
          value={(props.value ?? {}) as Record<string, unknown>}
          onChange={(next) => props.onChange(next)}
        />
      )
    default:
      return <AnyField {...props} />
  }
}
