import { useState } from 'react'
import type { JsonSchema } from '../../../form-view/definition'
import type { Choice } from '../../../form-view/form'
import { Field, Textarea } from '../../../ui/Field'
import { edit } from '../model/builder'
import { changeAt, type QuestionAt } from './places'

/** The answers to choose from, one a line: quick to write, quick to paste. */
export function ChoiceList({ field, within }: QuestionAt) {
  // As they were when the writing began: only then is it known which line was renamed and which is new.
  const [before] = useState(field.choices)
  const set = (text: string) => {
    const lines = [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)
    if (lines.length === 0) return
    const schema =
      field.widget === 'choices'
        ? { items: offered(lines, before, field.schema.items ?? {}) }
        : offered(lines, before, field.schema)
    edit((draft) => changeAt(draft, { field, within }, {}, schema))
  }
  return (
    <Field label="Answers" help="One on each line; paste a column from a spreadsheet.">
      <Textarea
        rows={Math.min(12, field.choices.length + 1)}
        defaultValue={field.choices.map((choice) => choice.label).join('\n')}
        onChange={(event) => set(event.target.value)}
      />
    </Field>
  )
}

/** The part of a schema that offers these words. Where words stand for values, the values stay with them. */
export function offered(lines: string[], before: readonly Choice[], schema: JsonSchema): JsonSchema {
  const known = new Map(before.map((one) => [one.label, one.value]))
  const isNumeric = schema.type === 'number' || schema.type === 'integer'
  const valueOf = (line: string) => known.get(line) ?? (isNumeric && Number.isFinite(Number(line)) ? Number(line) : line)
  const worded = before.some((one) => String(one.value) !== one.label)
  const { enum: _, oneOf: __, anyOf: ___, ...rest } = schema
  const nothing = { enum: undefined, oneOf: undefined, anyOf: undefined } as never as JsonSchema
  if (!worded) return { type: 'string', ...rest, ...nothing, enum: lines.map(valueOf) }
  const renamed = lines.length === before.length
  return {
    ...rest,
    ...nothing,
    oneOf: lines.map((line, at) => ({
      const: known.has(line) || !renamed ? valueOf(line) : before[at]!.value,
      title: line,
    })),
  }
}
