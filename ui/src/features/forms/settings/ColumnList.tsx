import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import type { FieldSettings, JsonSchema } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { Button, IconButton } from '../../../ui/Button'
import { Checkbox, Input, Select } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { type Draft, setSchema, setSettings } from '../model/edits'
import { fieldKinds, kindNamed, kindOf } from '../model/kinds'
import { ChoiceList } from './ChoiceList'
import { Files } from './KindSettings'
import { LookupSource } from './LookupSource'

const inRows = [
  ...['text', 'longText', 'list', 'email', 'number', 'integer', 'date', 'dateTime', 'time'],
  ...['yesNo', 'choice', 'dropdown', 'choices', 'scale', 'lookup', 'file', 'signature'],
]

const columnKinds = fieldKinds
  .filter((kind) => inRows.includes(kind.kind))
  .map((kind) => ({ value: kind.kind, label: kind.label }))

/** The questions asked in each row. */
export function ColumnList({ field }: { field: FormField }) {
  const row = field.schema.items ?? { type: 'object' }
  const properties = row.properties ?? {}
  const order = field.columns.map((one) => one.name)
  const change = (schema: JsonSchema, settings?: Record<string, FieldSettings>, names = order) =>
    edit((draft) => withRow(draft, field.name, schema, names, settings))
  const known = useBuilder((state) => state.draft.ui.fields?.[field.name]?.fields)
  const settingsNow: Columns = Object.fromEntries(
    field.columns.map((one) => [one.name, { ...known?.[one.name], label: known?.[one.name]?.label ?? one.label }]),
  )
  const become = (column: FormField, kind: string) => {
    const { widget: _, lookup: __, accept: ___, maxFiles: ____, maxBytes: _____, classification: ______, ...kept } =
      settingsNow[column.name] ?? {}
    const { schema, settings } = kindNamed(kind)
    change(
      { ...row, properties: { ...properties, [column.name]: schema } },
      { ...settingsNow, [column.name]: { ...kept, ...settings } },
    )
  }
  const add = () => {
    let name = 'column'
    for (let count = 2; name in properties; count++) name = `column${count}`
    change(
      { ...row, properties: { ...properties, [name]: kindNamed('text').schema } },
      { ...settingsNow, [name]: { label: 'New question' } },
      [...order, name],
    )
  }
  const remove = (name: string) => {
    const { [name]: _gone, ...left } = properties
    const required = (row.required ?? []).filter((one) => one !== name)
    change(
      { ...row, properties: left, required },
      undefined,
      order.filter((one) => one !== name),
    )
  }
  const require = (name: string, on: boolean) =>
    change({ ...row, required: [...(row.required ?? []).filter((one) => one !== name), ...(on ? [name] : [])] })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-dense font-medium">Questions in each row</legend>
      {field.columns.map((column, at) => (
        <div key={column.name} className="rounded-card border border-line p-2">
          <div className="flex gap-1">
            <Input
              aria-label={`Question ${column.label}`}
              value={column.label}
              onChange={(event) =>
                change(row, {
                  ...settingsNow,
                  [column.name]: { ...settingsNow[column.name], label: event.target.value },
                })
              }
            />
            <IconButton
              icon={ArrowUp}
              label={`Move ${column.label} up`}
              disabled={at === 0}
              onClick={() => change(row, undefined, swapped(order, at))}
            />
            <IconButton
              icon={Trash2}
              label={`Remove ${column.label}`}
              disabled={field.columns.length === 1}
              onClick={() => remove(column.name)}
            />
          </div>
          <div className="mt-2 grid grid-cols-2 gap-2">
            <Select
              aria-label={`Kind of ${column.label}`}
              value={kindOf(column.schema, column.widget)?.kind ?? 'text'}
              options={columnKinds}
              onPick={(kind) => become(column, kind)}
            />
            {column.widget === 'number' && (
              <Input
                aria-label={`Unit of ${column.label}`}
                placeholder="Unit"
                value={column.unit ?? ''}
                onChange={(event) =>
                  change(row, {
                    ...settingsNow,
                    [column.name]: { ...settingsNow[column.name], unit: event.target.value },
                  })
                }
              />
            )}
            <Checkbox
              label="Required"
              checked={column.required}
              onToggle={(on) => require(column.name, on)}
              className="self-center"
            />
          </div>
          <div className="mt-3 flex flex-col gap-3 empty:hidden">
            {column.widget === 'lookup' && <LookupSource field={column} within={field.name} />}
            {['choice', 'dropdown', 'choices'].includes(column.widget) && (
              <ChoiceList key={column.widget} field={column} within={field.name} />
            )}
            {column.widget === 'file' && <Files field={column} within={field.name} />}
          </div>
        </div>
      ))}
      <Button size="small" icon={Plus} className="self-start" onClick={add}>
        Add a question
      </Button>
    </fieldset>
  )
}

type Columns = Record<string, FieldSettings>

function withRow(draft: Draft, name: string, items: JsonSchema, order: string[], fields?: Columns): Draft {
  return setSettings(setSchema(draft, name, { items }), name, { order, ...(fields ? { fields } : {}) })
}

/** The name at a place changed with the one before it. */
const swapped = (order: string[], at: number): string[] =>
  order.map((name, index) => (index === at ? order[at - 1]! : index === at - 1 ? order[at]! : name))
