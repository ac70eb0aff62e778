import { useState } from 'react'
import { accentOn } from '../../../form-view/accent'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import type { Draft } from '../model/edits'

const logoBytesMax = 64 * 1024

const setTheme = (draft: Draft, change: Draft['ui']['theme']): Draft => ({
  ...draft,
  ui: { ...draft.ui, theme: { ...draft.ui.theme, ...change } },
})

/** Colour and logo of the public form. */
export function Look() {
  const { accent = '', logo = '' } = useBuilder((state) => state.draft.ui.theme) ?? {}
  const [fault, setFault] = useState<string>()
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > logoBytesMax) return setFault('At most 64 kB: make it smaller, or take an SVG.')
    setFault(undefined)
    const reader = new FileReader()
    reader.onload = () => edit((draft) => setTheme(draft, { logo: String(reader.result) }))
    reader.readAsDataURL(file)
  }
  return (
    <section aria-label="Look" className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="text-dense font-medium">Look</h3>
      <Field label="Colour of buttons and links">
        <div className="flex gap-2">
          <input
            type="color"
            aria-label="Choose the colour"
            value={/^#[0-9a-f]{6}$/i.test(accent) ? accent : '#4b3fcf'}
            onChange={(event) => edit((draft) => setTheme(draft, { accent: event.target.value }))}
            className="h-9 w-12 rounded-field border border-line-strong bg-sheet p-1"
          />
          <Input
            value={accent}
            placeholder="#4b3fcf"
            className="font-mono"
            onChange={(event) => edit((draft) => setTheme(draft, { accent: event.target.value }))}
          />
        </div>
      </Field>
      {accent !== '' && <Reading colour={accent} />}
      <Field label="Logo" help="In place of the organisation’s name. PNG, JPEG or SVG." error={fault}>
        <Input
          type="file"
          accept="image/png,image/jpeg,image/svg+xml"
          onChange={(event) => void take(event.target.files?.[0])}
          className="py-1.5"
        />
      </Field>
      {logo && (
        <div className="flex items-center gap-3">
          <img src={logo} alt="The logo" className="max-h-10 max-w-40" />
          <Button size="small" kind="quiet" onClick={() => edit((draft) => setTheme(draft, { logo: '' }))}>
            Remove
          </Button>
        </div>
      )}
    </section>
  )
}

/** What becomes of a colour that could not be read as it is. */
function Reading({ colour }: { colour: string }) {
  const shown = accentOn(colour, 'light')
  if (!shown) return <p className="text-dense text-attention">Write six digits, such as #4b3fcf.</p>
  if (shown.accent === colour.toLowerCase()) return null
  return (
    <p className="text-dense text-ink-2">
      Too light to be read on white: <span className="font-mono">{shown.accent}</span> is used there.
    </p>
  )
}
