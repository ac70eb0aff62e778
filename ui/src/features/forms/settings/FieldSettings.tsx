import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useState } from 'react'
import type { FieldSettings as Settings } from '../../../form-view/definition'
import { type Field as FormField, isRows, isText, readForm } from '../../../form-view/form'
import { IconButton } from '../../../ui/Button'
import { Checkbox, Field, Input, Textarea } from '../../../ui/Field'
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
import { Consent, Currencies, Files, FilledIn, HiddenValue, ScaleEnds } from './KindSettings'
import { Limits } from './Limits'
import { LookupSource } from './LookupSource'
import { MatrixLines } from './MatrixLines'
import { headLook, sheetLook } from './sheet'

type FieldSettingsProps = {
  /** Whether the settings of the form were asked for, where there is no room for them beside it. */
  whole: boolean
  onClose: () => void
}

/**
 * Settings of the chosen field; of the form as a whole while none is chosen. On a phone a sheet from below: the words of the
 * question at first, so that the form stays in sight, and all of them once it is drawn up.
 */
export function FieldSettings({ whole, onClose }: FieldSettingsProps) {
  const chosen = useBuilder((state) => state.chosen)
  const draft = useBuilder((state) => state.draft)
  const [tall, setTall] = useState(false)
  const field = readForm(draft).fields.find((one) => one.name === chosen)
  return (
    <aside
      aria-label={field ? `Settings of ${field.label}` : 'Settings of the form'}
      className={`overflow-auto border-line bg-sheet p-4 max-lg:pt-0 lg:border-l ${
        field || whole ? sheetLook : 'max-lg:hidden'
      } ${tall || !field ? 'max-lg:h-[85dvh]' : 'max-lg:max-h-44'}`}
    >
      {field ? (
        <Fields key={field.name} field={field} tall={tall} onTall={setTall} onClose={onClose} />
      ) : (
        <FormSettings onClose={onClose} />
      )}
    </aside>
  )
}

const noHelp = new Set(['calculated', 'statement', 'section', 'consent', 'hidden'])

type FieldsProps = { field: FormField; tall: boolean; onTall: (tall: boolean) => void; onClose: () => void }

function Fields({ field, tall, onTall, onClose }: FieldsProps) {
  const { draft } = useBuilder()
  const settings = draft.ui.fields?.[field.name] ?? {}
  const set = (changes: Partial<Settings>) => edit((before) => setSettings(before, field.name, changes))
  const marks = marksOf(useAnalysis()).get(field.name)
  const answered = !isText(field) && field.widget !== 'calculated' && field.widget !== 'hidden'
  return (
    <div className="flex flex-col gap-4">
      <div className={headLook}>
        <h2 className="flex-1 font-semibold">{kindOf(field.schema, field.widget)?.label ?? 'Field'}</h2>
        <IconButton
          icon={tall ? ChevronDown : ChevronUp}
          label={tall ? 'Show the form beside the settings' : 'Show all settings'}
          size="small"
          className="lg:hidden"
          onClick={() => onTall(!tall)}
        />
        <IconButton
          icon={X}
          label="Close settings"
          size="small"
          onClick={() => {
            choose(null)
            onClose()
          }}
        />
      </div>
      <Marks marks={marks} mendable />
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
      {field.widget === 'text' && <FilledIn field={field} />}
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
