import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { use, useState } from 'react'
import { Button, IconButton } from '../ui/Button'
import { Input, Named } from '../ui/Field'
import { Surroundings } from './context'
import { ExpressionField } from './ExpressionField'
import { fieldsOf, textOf, valueOf } from './kinds'
import type { FieldProps } from './SchemaField'
import { SchemaForm } from './SchemaForm'
import { AnyField } from './TextFields'

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const at = <T,>(list: readonly T[], index: number, value: T): T[] => list.map((one, place) => (place === index ? value : one))
const without = <T,>(list: readonly T[], index: number): T[] => list.filter((_, place) => place !== index)
const swapped = <T,>(list: readonly T[], index: number): T[] =>
  list.map((one, place) => (place === index ? list[index + 1]! : place === index + 1 ? list[index]! : one))
const orNone = <T,>(list: T[]) => (list.length === 0 ? undefined : list)

export function TextsField({ field, value, onChange }: FieldProps) {
  const { readOnly } = use(Surroundings)
  const list = listOf(value)
  return (
    <>
      {list.map((item, index) => (
        <div key={index} className="flex gap-1">
          <Input
            aria-label={`${field.label} ${index + 1}`}
            value={textOf(item)}
            readOnly={readOnly}
            onChange={(event) => onChange(at(list, index, event.target.value))}
          />
          <IconButton icon={Trash2} label={`Remove ${field.label} ${index + 1}`} onClick={() => onChange(orNone(without(list, index)))} />
        </div>
      ))}
      <Button size="small" icon={Plus} className="self-start" onClick={() => onChange([...list, ''])}>
        Add
      </Button>
    </>
  )
}

/** A list of objects: a small form for each. */
export function RowsField({ field, path, value, onChange }: FieldProps) {
  const list = listOf(value)
  const items = field.schema.items ?? {}
  const fresh = Object.fromEntries(
    fieldsOf(items).flatMap((one) => (one.schema.default === undefined ? [] : [[one.name, one.schema.default]])),
  )
  return (
    <>
      {list.map((item, index) => (
        <div key={index} role="group" aria-label={`${field.label} ${index + 1}`} className="rounded-field border border-line p-3">
          <div className="mb-2 flex items-center text-dense text-ink-3">
            <span className="flex-1">{index + 1}</span>
            {index > 0 && (
              <IconButton
                icon={ArrowUp}
                size="small"
                label={`Move ${field.label} ${index + 1} up`}
                onClick={() => onChange(swapped(list, index - 1))}
              />
            )}
            {index < list.length - 1 && (
              <IconButton
                icon={ArrowDown}
                size="small"
                label={`Move ${field.label} ${index + 1} down`}
                onClick={() => onChange(swapped(list, index))}
              />
            )}
            <IconButton
              icon={Trash2}
              size="small"
              label={`Remove ${field.label} ${index + 1}`}
              onClick={() => onChange(orNone(without(list, index)))}
            />
          </div>
          <SchemaForm
            schema={items}
            path={`${path}/${index}`}
            value={(item ?? {}) as Record<string, unknown>}
            onChange={(next) => onChange(at(list, index, next))}
          />
        </div>
      ))}
      <Button size="small" icon={Plus} className="self-start" onClick={() => onChange([...list, fresh])}>
        Add
      </Button>
    </>
  )
}

/** Names with values of any kind. A name is taken over when its field is left, so that typing does not reorder. */
export function KeyValueField({ field, path, value, onChange }: FieldProps) {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>)
  const [added, setAdded] = useState(false)
  const rename = (index: number, name: string) => {
    const taken = entries.some(([other], place) => place !== index && other === name)
    if (name === '' || taken) return
    onChange(Object.fromEntries(entries.map((entry, place) => (place === index ? [name, entry[1]] : entry))))
  }
  const remove = (index: number) => {
    const rest = without(entries, index)
    onChange(rest.length === 0 ? undefined : Object.fromEntries(rest))
  }
  return (
    <>
      {entries.map(([name, inner], index) => (
        <div key={name} role="group" aria-label={name} className="flex flex-col gap-1 rounded-field border border-line p-2">
          <div className="flex gap-1">
            <Input
              aria-label={`Name of ${field.label} ${index + 1}`}
              defaultValue={name}
              className="font-mono text-dense"
              onBlur={(event) => rename(index, event.target.value.trim())}
            />
            <IconButton icon={Trash2} label={`Remove ${name}`} onClick={() => remove(index)} />
          </div>
          <ValueOf
            name={name}
            path={path}
            value={inner}
            onChange={(next) => onChange({ ...Object.fromEntries(entries), [name]: next ?? '' })}
          />
        </div>
      ))}
      {added ? (
        <Input
          aria-label={`Name of a new ${field.label}`}
          placeholder="Name, then Enter"
          autoFocus
          className="font-mono text-dense"
          onBlur={() => setAdded(false)}
          onKeyDown={(event) => {
            const name = event.currentTarget.value.trim()
            if (event.key !== 'Enter' || name === '') return
            event.preventDefault()
            onChange({ ...Object.fromEntries(entries), [name]: '' })
            setAdded(false)
          }}
        />
      ) : (
        <Button size="small" icon={Plus} className="self-start" onClick={() => setAdded(true)}>
          Add
        </Button>
      )}
    </>
  )
}

interface ValueOfProps {
  name: string
  path: string
  value: unknown
  onChange: (value: unknown) => void
}

function ValueOf({ name, path, value, onChange }: ValueOfProps) {
  const field = { name, label: `Value of ${name}`, required: false, schema: {} }
  const isText = typeof value === 'string' && value.includes('{{')
  return (
    <Named label={field.label}>
      {isText ? (
        <ExpressionField field={field} path={`${path}/${name}`} value={value} onChange={onChange} bare={false} />
      ) : (
        <AnyField field={field} path={`${path}/${name}`} value={value} onChange={(next) => onChange(next ?? valueOf(''))} />
      )}
    </Named>
  )
}
