import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { Checkbox } from '../../../ui/Field'

type ChooseFieldsProps = {
  definition: FormDefinition
  names: readonly string[]
  onChange: (names: readonly string[]) => void
}

/** Questions of a form to tick, one by one or page by page. */
export function ChooseFields({ definition, names, onChange }: ChooseFieldsProps) {
  return readForm(definition).pages.map((page, index) => (
    <fieldset key={index} className="mt-4">
      <legend className="text-dense font-medium">
        <Checkbox
          label={page.title || `Page ${index + 1}`}
          checked={page.fields.length > 0 && page.fields.every((field) => names.includes(field.name))}
          onToggle={(on) => {
            const own = page.fields.map((field) => field.name)
            onChange([...names.filter((name) => !own.includes(name)), ...(on ? own : [])])
          }}
        />
      </legend>
      <div className="ms-6">
        {page.fields.map((field) => (
          <Checkbox
            key={field.name}
            label={field.label}
            checked={names.includes(field.name)}
            onToggle={(on) => onChange(on ? [...names, field.name] : names.filter((name) => name !== field.name))}
          />
        ))}
      </div>
    </fieldset>
  ))
}
