import type { FieldSettings } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { Checkbox, Field, Input, Select } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { setSchema, setSettings } from '../model/edits'
import { filesOf } from '../model/fileAnswers'
import { changeAt, type QuestionAt } from './places'

const listOf = (text: string) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))]

const set = (field: FormField, changes: Partial<FieldSettings>) =>
  edit((draft) => setSettings(draft, field.name, changes))

export function Currencies({ field }: { field: FormField }) {
  const known = field.parts.find((part) => part.name === 'currency')?.choices ?? []
  return (
    <Field label="Currencies" help="The first is chosen at the beginning; a single one is simply shown.">
      <Input
        defaultValue={known.map((one) => one.label).join(', ')}
        onBlur={(event) => {
          const currencies = listOf(event.target.value.toUpperCase())
          if (currencies.length === 0) return
          const properties = { ...field.schema.properties, currency: { type: 'string', enum: currencies } }
          edit((draft) => setSchema(draft, field.name, { properties }))
        }}
      />
    </Field>
  )
}

const fileKinds = [
  { type: 'application/pdf', label: 'PDF' },
  { type: 'image/*', label: 'Pictures' },
  { type: 'text/csv', label: 'CSV' },
  { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', label: 'Excel' },
  { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', label: 'Word' },
  { type: 'application/zip', label: 'ZIP' },
]

const megabyte = 1024 * 1024

export function Files(place: QuestionAt) {
  const { field } = place
  const toggle = (type: string, on: boolean) =>
    edit((draft) =>
      changeAt(draft, place, { accept: [...field.accept.filter((one) => one !== type), ...(on ? [type] : [])] }),
    )
  return (
    <>
      <fieldset>
        <legend className="text-dense font-medium">Kinds of file</legend>
        <div className="mt-1 grid grid-cols-2">
          {fileKinds.map((kind) => (
            <Checkbox
              key={kind.type}
              label={kind.label}
              checked={field.accept.includes(kind.type)}
              onToggle={(on) => toggle(kind.type, on)}
            />
          ))}
        </div>
        <p className="text-dense text-ink-3">None ticked: any kind. The content is looked at, not the name.</p>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <Field label="At most, in MB">
          <Input
            inputMode="decimal"
            defaultValue={field.maxBytes ? Math.round((field.maxBytes / megabyte) * 100) / 100 : ''}
            onChange={(event) => {
              const size = Number(event.target.value)
              edit((draft) =>
                changeAt(draft, place, { maxBytes: size > 0 ? Math.round(size * megabyte) : undefined } as never),
              )
            }}
          />
        </Field>
        <Field label="Number of files">
          <Input
            inputMode="numeric"
            defaultValue={field.maxFiles}
            onChange={(event) => {
              const count = Math.floor(Number(event.target.value))
              if (count < 1 || count > 20) return
              edit((draft) => changeAt(draft, place, { maxFiles: count }, filesOf(count)))
            }}
          />
        </Field>
      </div>
    </>
  )
}

export function Consent({ field }: { field: FormField }) {
  const settings = useBuilder((state) => state.draft.ui.fields?.[field.name]) ?? {}
  const consent = settings.consent ?? { id: field.name, version: '1', text: settings.help ?? '' }
  const change = (part: Partial<typeof consent>) => set(field, { consent: { ...consent, ...part } })
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Consent" help="The same in every form that asks for it.">
        <Input value={consent.id} className="font-mono" onChange={(event) => change({ id: event.target.value })} />
      </Field>
      <Field label="Version of the text" help="Count it up when the wording changes.">
        <Input value={consent.version} onChange={(event) => change({ version: event.target.value })} />
      </Field>
    </div>
  )
}

export function ScaleEnds({ field }: { field: FormField }) {
  const settings = useBuilder((state) => state.draft.ui.fields?.[field.name]) ?? {}
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="The lowest means">
        <Input value={settings.lowLabel ?? ''} onChange={(event) => set(field, { lowLabel: event.target.value })} />
      </Field>
      <Field label="The highest means">
        <Input value={settings.highLabel ?? ''} onChange={(event) => set(field, { highLabel: event.target.value })} />
      </Field>
    </div>
  )
}

export function HiddenValue({ field }: { field: FormField }) {
  const value = field.schema.default
  return (
    <Field label="Value" help="Sent along unseen. A sending may set another for each person.">
      <Input
        value={typeof value === 'string' ? value : ''}
        onChange={(event) =>
          edit((draft) => setSchema(draft, field.name, { default: event.target.value || undefined }))
        }
      />
    </Field>
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

export function FilledIn({ field }: { field: FormField }) {
  return (
    <Field label="The browser may fill in">
      <Select
        value={field.autocomplete ?? ''}
        options={fillable}
        onPick={(autocomplete) => set(field, { autocomplete })}
      />
    </Field>
  )
}
