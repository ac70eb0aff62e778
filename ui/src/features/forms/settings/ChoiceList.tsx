import type { Field as FormField } from '../../../form-view/form'
import { Field, Textarea } from '../../../ui/Field'
import { edit } from '../model/builder'
import { setSchema } from '../model/edits'

/** The answers to choose from, one a line: quick to write, quick to paste. */
export function ChoiceList({ field }: { field: FormField }) {
  const set = (text: string) => {
    const answers = [
      ...new Set(
        text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      ),
    ]
    if (answers.length === 0) return
    edit((draft) =>
      setSchema(
        draft,
        field.name,
        field.widget === 'choices'
          ? { items: { type: 'string', enum: answers } }
          : { enum: answers, oneOf: undefined, anyOf: undefined },
      ),
    )
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
