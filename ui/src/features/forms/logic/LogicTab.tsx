import { useState } from 'react'
import type { FieldSettings } from '../../../form-view/definition'
import { type Field as FormField, isText, readForm } from '../../../form-view/form'
import { Checkbox, Field, Input } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { placeOn } from '../lead'
import { edit, useBuilder } from '../model/builder'
import { isRequired, setRequired, setSettings } from '../model/edits'
import { setPageCondition } from '../build/reuse'
import { Calculation } from './Calculation'
import { ConditionEditor } from './ConditionEditor'

/** When a page or a field is shown, must be answered, or is refused: in words, with the expression beside them. */
export function LogicTab() {
  const draft = useBuilder((state) => state.draft)
  const fields = readForm(draft).fields
  const governed = fields.filter((field) => field.widget !== 'hidden')
  const withLogic = governed.filter((field) => field.visibleIf ?? field.requiredIf ?? field.calculate ?? field.validIf)
  // Asked once: the first condition that is written must not make the other fields go away.
  const [few, setFew] = useState(withLogic.length > 0)
  const shown = few && withLogic.length > 0 ? withLogic : governed
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-6 py-5 max-md:px-4 max-md:pb-24">
      <p className="text-ink-2">
        Conditions decide as one types, and once more on the server. The words on the left make the JSONata expression
        on the right; what words cannot say is written there.
      </p>
      {draft.ui.pages.length > 1 && (
        <Card title="Pages">
          <div className="grid gap-4 p-4">
            {draft.ui.pages.map((page, index) => (
              <div key={index} {...placeOn('logic', `page:${index}`)}>
                <ConditionEditor
                  label={`${page.title || `Page ${index + 1}`} is shown if`}
                  without="always"
                  expression={page.visibleIf}
                  fields={fields.filter((field) => !page.fields.includes(field.name))}
                  onChange={(visibleIf) => edit((before) => setPageCondition(before, index, visibleIf))}
                />
              </div>
            ))}
          </div>
        </Card>
      )}
      <Checkbox
        label="Only fields that have logic"
        checked={few && withLogic.length > 0}
        disabled={withLogic.length === 0}
        onToggle={setFew}
      />
      {shown.map((field) => (
        <div key={field.name} {...placeOn('logic', field.name)}>
          <FieldLogic field={field} fields={fields} />
        </div>
      ))}
    </div>
  )
}

function FieldLogic({ field, fields }: { field: FormField; fields: FormField[] }) {
  const set = (changes: Partial<FieldSettings>) =>
    edit((draft) => {
      const changed = setSettings(draft, field.name, changes)
      // The schema would ask for the answer even while the field is hidden; the logic asks only when it is shown.
      return changes.visibleIf && isRequired(changed, field.name)
        ? setSettings(setRequired(changed, field.name, false), field.name, { requiredIf: 'true' })
        : changed
    })
  const others = fields.filter((one) => one.name !== field.name)
  const answered = field.widget !== 'calculated' && !isText(field)
  return (
    <Card title={field.label}>
      <div className="grid gap-4 p-4">
        <ConditionEditor
          label="Shown if"
          without="always"
          expression={field.visibleIf}
          fields={others}
          onChange={(visibleIf) => set({ visibleIf })}
        />
        {field.widget === 'calculated' && (
          <Calculation value={field.calculate} fields={others} onChange={(calculate) => set({ calculate })} />
        )}
        {answered && (
          <>
            <ConditionEditor
              label="Must be answered if"
              without={field.required ? 'always' : 'never'}
              expression={field.requiredIf}
              fields={others}
              onChange={(requiredIf) => set({ requiredIf })}
            />
            <ConditionEditor
              label="Accepted if"
              without="always"
              expression={field.validIf}
              fields={fields}
              onChange={(validIf) => set({ validIf })}
            />
            {field.validIf && (
              <Field label="What to say when it is not accepted">
                <Input
                  value={field.validMessage ?? ''}
                  placeholder="This does not fit the other answers."
                  onChange={(event) => set({ validMessage: event.target.value })}
                />
              </Field>
            )}
          </>
        )}
      </div>
    </Card>
  )
}
