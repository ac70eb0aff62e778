import { X } from 'lucide-react'
import type { FieldSettings as Settings } from '../../../form-view/definition'
import { type Field as FormField, isRows, isText, readForm } from '../../../form-view/form'
import { IconButton } from '../../../ui/Button'
import { Checkbox, Field, Input, Select, Textarea } from '../../../ui/Field'
import { choose, edit, useBuilder } from '../model/builder'
import { isRequired, renameField, setRequired, setSettings } from '../model/edits'
import { kindOf } from '../model/kinds'
import { findField } from '../build/adding'
import { Marks } from '../build/Marks'
import { Calculation } from '../logic/Calculation'
import { marksOf, useAnalysis } from '../useAnalysis'
import { ChoiceList } from './ChoiceList'
import { Classified } from './Classified'
import { ColumnList } from './ColumnList'
import { FormSettings } from './FormSettings'
import { Consent, Currencies, Files, HiddenValue, ScaleEnds } from './KindSettings'
import { Limits } from './Limits'
import { LookupSource } from './LookupSource'
import { MatrixLines } from './MatrixLines'

/** Settings of the chosen field; of the form as a whole while none is chosen. On a phone a sheet from below. */
export function FieldSettings() {
  const chosen = useBuilder((state) => state.chosen)
  const draft = useBuilder((state) => state.draft)
  const field = readForm(draft).fields.find((one) => one.name === chosen)
  return (
    <aside
      aria-label={field ? `Settings of ${field.label}` : 'Settings of the form'}
      className={`overflow-auto border-line bg-sheet p-4 lg:border-l ${
        field
          ? 'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-[50dvh] max-lg:border-t max-lg:shadow-float'
          : 'max-lg:hidden'
      }`}
    >
      {field ? <Fields key={field.name} field={field} /> : <FormSettings />}
    </aside>
  )
}

/** Of whoever fills it in: asked for by the accessibility guidelines where a form wants to know it. */
const fillable = [
  { value: '', label: 'Nothing' },
  { value: 'name', label: 'Their name' },
  { value: 'given-name', label: 'Their first name' },
  { value: 'family-name', label: 'Their family name' },
  { value: 'tel', label: 'Their telephone number' },
  { value: 'organization', label: 'Their organisation' },
  { value: 'organization-title', label: 'Their job title' },
]

const noHelp = new Set(['calculated', 'statement', 'section', 'consent', 'hidden'])

function Fields({ field }: { field: FormField }) {
  const { draft } = useBuilder()
  const settings = draft.ui.fields?.[field.name] ?? {}
  const set = (changes: Partial<Settings>) => edit((before) => setSettings(before, field.name, changes))
  const marks = marksOf(useAnalysis()).get(field.name)
  const answered = !isText(field) && field.widget !== 'calculated' && field.widget !== 'hidden'
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center">
        <h2 className="flex-1 font-semibold">{kindOf(field.schema, field.widget)?.label ?? 'Field'}</h2>
        <IconButton icon={X} label="Close settings" size="small" onClick={() => choose(null)} />
      </div>
      <Marks marks={marks} />
      <Field label={isText(field) ? 'Heading' : field.widget === 'hidden' ? 'What it is' : 'Question'}>
        <Textarea
          rows={2}
          data-question
          value={settings.label ?? field.label}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            findField()
          }}
          onChange={(event) => set({ label: event.target.value })}
        />
      </Field>
      <Field
        label={isText(field) ? 'Text' : field.widget === 'consent' ? 'What is agreed to' : 'Help'}
        help={noHelp.has(field.widget) ? undefined : 'Stands under the question.'}
      >
        <Textarea
          rows={2}
          value={settings.help ?? ''}
          onChange={(event) =>
            set({
              help: event.target.value,
              ...(settings.consent ? { consent: { ...settings.consent, text: event.target.value } } : {}),
            })
          }
        />
      </Field>
      {answered && (
        <Checkbox
          label="An answer is required"
          checked={isRequired(draft, field.name) || settings.requiredIf === 'true'}
          onToggle={(on) => require(field.name, on, settings.visibleIf !== undefined)}
        />
      )}
      {(field.widget === 'number' || field.widget === 'calculated') && (
        <Field label="Unit" help="Such as t CO₂, kWh or EUR.">
          <Input value={settings.unit ?? ''} onChange={(event) => set({ unit: event.target.value })} />
        </Field>
      )}
      {field.widget === 'calculated' && (
        <Calculation
          value={settings.calculate}
          fields={readForm(draft).fields.filter((one) => one.name !== field.name)}
          onChange={(calculate) => set({ calculate })}
        />
      )}
      {['text', 'longText', 'email'].includes(field.widget) && (
        <Field label="Example in the empty box">
          <Input value={settings.placeholder ?? ''} onChange={(event) => set({ placeholder: event.target.value })} />
        </Field>
      )}
      {field.widget === 'text' && (
        <Field label="The browser may fill in">
          <Select
            value={settings.autocomplete ?? ''}
            options={fillable}
            onPick={(autocomplete) => set({ autocomplete })}
          />
        </Field>
      )}
      <Limits field={field} />
      {field.widget === 'scale' && <ScaleEnds field={field} />}
      {['choice', 'dropdown', 'choices'].includes(field.widget) && <ChoiceList field={field} />}
      {isRows(field) && <ColumnList field={field} />}
      {field.widget === 'matrix' && <MatrixLines field={field} />}
      {field.widget === 'money' && <Currencies field={field} />}
      {field.widget === 'file' && <Files field={field} />}
      {field.widget === 'lookup' && <LookupSource field={field} />}
      {field.widget === 'consent' && <Consent field={field} />}
      {field.widget === 'hidden' && <HiddenValue field={field} />}
      {!isText(field) && <Classified field={field} />}
      {!isText(field) && <DataName field={field} />}
    </div>
  )
}

/**
 * A field that may be hidden is asked for by its logic and not by the schema, which would ask for it hidden too.
 */
function require(name: string, on: boolean, mayBeHidden: boolean) {
  edit((draft) =>
    mayBeHidden
      ? setSettings(setRequired(draft, name, false), name, { requiredIf: on ? 'true' : '' })
      : setSettings(setRequired(draft, name, on), name, { requiredIf: '' }),
  )
}

function DataName({ field }: { field: FormField }) {
  return (
    <Field
      label="Name in the data"
      help="Letters, digits and _; used in expressions and exports. Change it before you publish."
    >
      <Input
        key={field.name}
        defaultValue={field.name}
        className="font-mono"
        onBlur={(event) => {
          const to = event.target.value.trim()
          const renamed = renameField(useBuilder.getState().draft, field.name, to)
          if (renamed === useBuilder.getState().draft) event.target.value = field.name
          else edit(() => renamed, to)
        }}
      />
    </Field>
  )
}
