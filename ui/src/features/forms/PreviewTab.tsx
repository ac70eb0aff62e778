import { Monitor, RotateCcw, Smartphone } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { post } from '../../api/http'
import { useMay, useSession } from '../../api/session'
import { accentRules } from '../../form-view/accent'
import { nowhere as alone, type Surroundings, SurroundingsProvider } from '../../form-view/controls/surroundings'
import { answerWithFile } from '../public-form/filling/files/arriving'
import type { Choice } from '../../form-view/form'
import { english, type Texts } from '../../form-view/texts/en'
import { directionOf, loadTexts, nameOf, Speech } from '../../form-view/texts/texts'
import { classes } from '../../lib/classes'
import { useFilters } from '../../lib/useFilters'
import { useDebounced } from '../../lib/useDebounced'
import { Button, IconButton } from '../../ui/Button'
import { JsonTree } from '../../ui/data/JsonTree'
import { Select } from '../../ui/Field'
import { FillingStore } from '../public-form/filling/filling'
import { randomKey } from '../public-form/filling/link'
import { FillPage } from '../public-form/pages/FillPage'
import { ReviewAnswers } from '../public-form/pages/ReviewAnswers'
import { useFilling } from '../public-form/pages/useFilling'
import { useBuilder } from './model/builder'
import { TestPanel } from './TestPanel'

/** The form as those will see it who fill it in. What is written in the preview goes nowhere; tests are kept apart. */
export function PreviewTab({ formId }: { formId: string }) {
  const [{ device, language }, setFilters] = useFilters('device', 'language')
  const name = useBuilder((state) => state.name)
  const draft = useDebounced(useBuilder((state) => state.draft), 300)
  const { organisation } = useSession()
  const may = useMay()
  const [turn, setTurn] = useState(0)
  const phone = device === 'phone'
  const languages = draft.ui.languages ?? []
  const speaks = languages.includes(language) ? language : languages[0]
  const { accent, logo } = draft.ui.theme ?? {}
  return (
    <div className="px-6 py-4 max-md:px-4 max-md:pb-24">
      <div className="mb-4 flex flex-wrap items-center justify-center gap-1">
        <IconButton
          icon={Monitor}
          label="Desktop"
          aria-pressed={!phone}
          kind={phone ? 'quiet' : 'plain'}
          onClick={() => setFilters({ device: null })}
        />
        <IconButton
          icon={Smartphone}
          label="Phone"
          aria-pressed={phone}
          kind={phone ? 'plain' : 'quiet'}
          onClick={() => setFilters({ device: 'phone' })}
        />
        {languages.length > 1 && (
          <Select
            aria-label="Language"
            value={speaks ?? ''}
            options={languages.map((one) => ({ value: one, label: nameOf(one) }))}
            onPick={(to) => setFilters({ language: to })}
            className="w-36"
          />
        )}
        <Button kind="quiet" icon={RotateCcw} onClick={() => setTurn(turn + 1)}>
          Start again
        </Button>
      </div>
      <div
        dir={directionOf(speaks ?? 'en')}
        data-preview
        className={classes(
          'mx-auto rounded-card border border-line-strong bg-paper p-6 max-sm:p-4',
          phone ? 'max-w-[390px]' : 'max-w-[720px]',
        )}
      >
        {accent && <style>{accentRules(accent, '[data-preview]', "[data-theme='dark'] [data-preview]")}</style>}
        {logo ? (
          <img src={logo} alt={organisation.name} className="mb-6 max-h-14 max-w-60" />
        ) : (
          <p className="mb-6 text-sm font-semibold text-ink-2">{organisation.name}</p>
        )}
        <PreviewForm
          key={`${turn}${speaks}${JSON.stringify(draft)}`}
          language={speaks}
          again={() => setTurn(turn + 1)}
          store={() =>
            new FillingStore(
              'preview',
              { name, organisation: organisation.name, version: 0, definition: draft, status: 'open' },
              { storage: nowhere, deliver: accept, onPage: () => undefined },
            )
          }
        />
      </div>
      {may('forms.edit') && (
        <div className="mx-auto mt-6 max-w-[720px]">
          <TestPanel formId={formId} />
        </div>
      )}
    </div>
  )
}

interface PreviewFormProps {
  store: () => FillingStore
  language: string | undefined
  again: () => void
}

function PreviewForm({ store: start, language, again }: PreviewFormProps) {
  const [store] = useState(start)
  const surroundings = useMemo(() => previewOf(store), [store])
  const [texts, setTexts] = useState<Texts>(english)
  useEffect(() => void loadTexts(language ?? 'en').then(setTexts), [language])
  useMemo(() => store.speak(language, texts), [store, language, texts])
  const page = useFilling(store, (filling) => filling.page)
  const receipt = useFilling(store, (filling) => filling.receipt)
  useFilling(store, (filling) => filling.verdict.hidden)
  if (receipt)
    return (
      <section aria-label="Result of the test">
        <h2 className="text-xl font-semibold">These answers would be sent</h2>
        <p className="mt-1 mb-4 text-base text-ink-2">
          It was a test: nothing was sent, and nothing is kept among the responses.
        </p>
        <JsonTree value={store.answers()} />
        <Button className="mt-4" icon={RotateCcw} onClick={again}>
          Test again
        </Button>
      </section>
    )
  return (
    <Speech.Provider value={texts}>
      <SurroundingsProvider value={surroundings}>
        {page < store.shownPages().length ? <FillPage store={store} /> : <ReviewAnswers store={store} />}
      </SurroundingsProvider>
    </Speech.Provider>
  )
}

/** Nothing leaves the page but what a lookup asks its database; files arrive at once. */
const previewOf = (store: FillingStore): Surroundings => ({
  ...alone,
  transfers: {
    ...alone.transfers,
    start: (path, { name, size, type }) =>
      store.answer(...answerWithFile(store.get().draft, path, { id: randomKey(), name, size, type, status: 'ready' })),
  },
  lookUp: async (name, search, column) => {
    const { draft } = useBuilder.getState()
    const [schema, settings] = [draft.schema.properties?.[name], draft.ui.fields?.[name]]
    const body =
      column === undefined
        ? { lookup: settings?.lookup, schema, search }
        : { lookup: settings?.fields?.[column]?.lookup, schema: schema?.items?.properties?.[column], search }
    return post<{ items: Choice[] }>('/api/forms/lookups/try', body).then(
      (found) => found.items,
      () => undefined,
    )
  },
})

const accept = async () => ({
  kind: 'received' as const,
  receipt: { number: 'TEST', submittedAt: new Date().toISOString(), contentHash: '' },
})

const nowhere: Storage = {
  length: 0,
  clear: () => undefined,
  getItem: () => null,
  key: () => null,
  removeItem: () => undefined,
  setItem: () => undefined,
}
