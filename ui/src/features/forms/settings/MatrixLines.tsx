import type { JsonSchema } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { Field, Textarea } from '../../../ui/Field'
import { edit } from '../model/builder'
import { setSchema, setSettings } from '../model/edits'

const linesOf = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)

/** The lines of a matrix and the answers that each can have. A line that keeps its place keeps its name in the data. */
export function MatrixLines({ field }: { field: FormField }) {
  const set = (lines: string[], answers: string[]) => {
    if (lines.length === 0 || answers.length === 0) return
    const taken = new Set(field.parts.slice(0, lines.length).map((part) => part.name))
    const names = lines.map((_, at) => field.parts[at]?.name ?? free(taken))
    const properties: Record<string, JsonSchema> = Object.fromEntries(
      names.map((name, at) => [name, { type: 'string', title: lines[at]!, enum: answers }]),
    )
    const required = (field.schema.required ?? []).length > 0 ? names : undefined
    edit((draft) =>
      setSettings(setSchema(draft, field.name, { properties, required } as JsonSchema), field.name, { order: names }),
    )
  }
  const lines = field.parts.map((part) => part.label)
  const answers = field.parts[0]?.choices.map((one) => one.label) ?? []
  return (
    <>
      <Field label="Lines" help="One on each line.">
        <Textarea
          rows={Math.min(10, lines.length + 1)}
          defaultValue={lines.join('\n')}
          onBlur={(event) => set(linesOf(event.target.value), answers)}
        />
      </Field>
      <Field label="Answers for each line">
        <Textarea
          rows={Math.min(10, answers.length + 1)}
          defaultValue={answers.join('\n')}
          onBlur={(event) => set(lines, linesOf(event.target.value))}
        />
      </Field>
    </>
  )
}

function free(taken: Set<string>): string {
  let count = taken.size + 1
  while (taken.has(`line${count}`)) count++
  taken.add(`line${count}`)
  return `line${count}`
}
