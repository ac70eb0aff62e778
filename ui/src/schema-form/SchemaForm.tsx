import type { JsonSchema } from '../api/nodes'
import { type FieldSpec, fieldsOf, isShown } from './kinds'
import { SchemaField } from './SchemaField'

interface SchemaFormProps {
  schema: JsonSchema
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>, field: FieldSpec) => void
  path?: string
}

/** A form drawn from a JSON Schema: nothing here knows any node. */
export function SchemaForm({ schema, value, onChange, path = '' }: SchemaFormProps) {
  const fields = fieldsOf(schema).filter((field) => isShown(field.schema, value, schema))
  const set = (field: FieldSpec, next: unknown) => {
    const { [field.name]: _, ...rest } = value
    onChange(next === undefined ? rest : { ...value, [field.name]: next }, field)
  }
  return (
    <div className="flex flex-col gap-4">
      {fields.map((field) => (
        <div key={field.name} data-path={`${path}/${field.name}`}>
          <SchemaField
            field={field}
            path={`${path}/${field.name}`}
            value={value[field.name]}
            onChange={(next) => set(field, next)}
          />
        </div>
      ))}
    </div>
  )
}
