import { Languages } from 'lucide-react'
import { useState } from 'react'
import { directionOf, nameOf, spoken } from '../../../form-view/texts/texts'
import { useFilters } from '../../../lib/useFilters'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Checkbox, Field, Select, Textarea } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { placeOn } from '../lead'
import { edit, useBuilder } from '../model/builder'
import { setLanguages, type Text, textsOf } from './translating'

const offered = [...spoken, 'it', 'nl', 'pl', 'pt', 'sv', 'tr', 'uk', 'he', 'zh', 'ja']

/** Every text of the form in each of its languages, beside what it says in the first. */
export function TranslateTab() {
  const draft = useBuilder((state) => state.draft)
  const name = useBuilder((state) => state.name)
  const [{ language }, setFilters] = useFilters('language')
  const [missingOnly, setMissingOnly] = useState(false)
  const languages = draft.ui.languages ?? ['en']
  const [own = 'en', ...others] = languages
  const chosen = others.includes(language) ? language : others[0]
  const texts = chosen === undefined ? [] : textsOf(draft, chosen, name)
  const missing = texts.filter((text) => text.said === '').length
  const free = offered.filter((one) => !languages.includes(one))
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-6 py-5 max-md:px-4 max-md:pb-24">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Written in" className="w-40">
          <Select
            value={own}
            options={[own, ...free].map(asOption)}
            onPick={(to) => edit((before) => setLanguages(before, [to, ...others]))}
          />
        </Field>
        <Field label="Add a language" className="w-40">
          <Select
            value=""
            options={[{ value: '', label: 'Choose…' }, ...free.map(asOption)]}
            onPick={(added) => {
              if (!added) return
              edit((before) => setLanguages(before, [...languages, added]))
              setFilters({ language: added })
            }}
          />
        </Field>
        {chosen !== undefined && (
          <>
            {others.length > 1 && (
              <Field label="Translate into" className="w-40">
                <Select
                  value={chosen}
                  options={others.map(asOption)}
                  onPick={(to) => setFilters({ language: to })}
                />
              </Field>
            )}
            <Button
              kind="quiet"
              onClick={() => edit((before) => setLanguages(before, languages.filter((one) => one !== chosen)))}
            >
              Remove {nameOf(chosen)}
            </Button>
          </>
        )}
      </div>
      {chosen === undefined ? (
        <EmptyState icon={Languages} title="One language so far">
          Add a language: readers then choose, or get the one that their browser prefers. Languages from right to left
          turn the whole form around.
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-4">
            <p role="status" className="text-ink-2">
              {missing === 0 ? 'Everything is translated.' : `${missing} of ${texts.length} texts are missing.`}
            </p>
            <Checkbox label="Only what is missing" className="items-center!" checked={missingOnly} onToggle={setMissingOnly} />
            {!spoken.includes(chosen.split('-')[0]!) && (
              <p className="text-dense text-ink-3">Buttons and hints around the form stay English in this language.</p>
            )}
          </div>
          <Groups texts={missingOnly ? texts.filter((text) => text.said === '') : texts} language={chosen} />
        </>
      )}
    </div>
  )
}

const asOption = (language: string) => ({ value: language, label: nameOf(language) })

function Groups({ texts, language }: { texts: Text[]; language: string }) {
  const groups = [...new Set(texts.map((text) => text.group))]
  return groups.map((group) => (
    <Card key={group} title={group}>
      <ul className="divide-y divide-line">
        {texts
          .filter((text) => text.group === group)
          .map((text) => (
            <li
              key={text.id}
              {...placeOn('translate', text.place)}
              data-missing={text.said === '' ? '' : undefined}
              className="grid gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-2"
            >
              <p className="whitespace-pre-line wrap-anywhere">
                <span className="block text-dense text-ink-3">{text.what}</span>
                {text.base}
              </p>
              <Textarea
                aria-label={`${text.what} “${text.base.slice(0, 60)}” in ${nameOf(language)}`}
                rows={text.base.length > 80 ? 3 : 1}
                lang={language}
                dir={directionOf(language)}
                value={text.said}
                onChange={(event) => edit((draft) => text.write(draft, event.target.value))}
                className={`field-sizing-content ${text.said === '' ? 'border-attention/70!' : ''}`}
              />
            </li>
          ))}
      </ul>
    </Card>
  ))
}
