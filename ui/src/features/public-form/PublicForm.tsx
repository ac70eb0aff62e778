import { useEffect, useMemo, useState } from 'react'
import { accentRules } from '../../form-view/accent'
import { SurroundingsProvider } from '../../form-view/controls/surroundings'
import { Speech, useTexts } from '../../form-view/texts/texts'
import { type Opened, openForm, type PublicForm as Form, reportProgress, saveDraft, sendAnswers } from './filling/link'
import { asCorrection } from './filling/correction'
import { FillingStore } from './filling/filling'
import type { Outside } from './filling/state'
import { surroundingsOf, Transfers } from './filling/transfers'
import { BeginOpenForm } from './BeginOpenForm'
import { LanguageChoice, useLanguage } from './LanguageChoice'
import { FillPage } from './pages/FillPage'
import { AlreadySent, Closed, Failed, Opening, UnknownLink } from './pages/Notices'
import { Receipt } from './pages/Receipt'
import { ReviewAnswers } from './pages/ReviewAnswers'
import { organisationOf, Sheet } from './pages/Sheet'
import { useFilling } from './pages/useFilling'

type PublicFormProps = { token: string; opening: Promise<Opened>; onToken: (token: string) => void }

/** Whatever is at a form's link: the form, its receipt, or why there is none. */
export function PublicForm({ token, opening, onToken }: PublicFormProps) {
  const [opened, setOpened] = useState<Opened>()
  useEffect(() => void opening.then(setOpened), [opening])
  const again = () => void openForm(token).then(setOpened)
  if (!opened) return <Opening />
  switch (opened.kind) {
    case 'unknown':
      return <UnknownLink />
    case 'closed':
      return <Closed because={opened.message} />
    case 'failed':
      return <Failed because={opened.message} onRetry={again} />
    case 'form':
      return <Spoken key={`${token} ${opened.form.version}`} token={token} form={opened.form} {...{ again, onToken }} />
  }
}

type SpokenProps = { token: string; form: Form; again: () => void; onToken: (token: string) => void }

/** The form in the language that its reader prefers. */
function Spoken({ token, form, again, onToken }: SpokenProps) {
  const languages = form.definition.ui?.languages ?? []
  const speaking = useLanguage(token, languages, form.recipient?.language)
  const accent = form.definition.ui?.theme?.accent
  useEffect(() => {
    document.title = `${form.name} · ${organisationOf(form)}`
  }, [form])
  if (!speaking.texts) return <Opening />
  return (
    <Speech.Provider value={speaking.texts}>
      {accent && <style>{accentRules(accent, ':root', ":root[data-theme='dark']")}</style>}
      {languages.length > 1 && <LanguageChoice languages={languages} speaking={speaking} />}
      {form.status === 'closed' && <Closed form={form} because={form.message ?? ''} />}
      {form.status === 'submitted' && <AlreadySent form={form} />}
      {form.status === 'open' && form.kind === 'open' && (
        <BeginOpenForm token={token} form={form} onToken={onToken} />
      )}
      {form.status === 'correction' && (
        <OpenForm token={token} form={asCorrection(form)} language={speaking.language} onStale={again} />
      )}
      {form.status === 'open' && form.kind !== 'open' && (
        <OpenForm token={token} form={form} language={speaking.language} onStale={again} />
      )}
    </Speech.Provider>
  )
}

type OpenFormProps = { token: string; form: Form; language: string; onStale: () => void }

function OpenForm({ token, form, language, onStale }: OpenFormProps) {
  const texts = useTexts()
  const [{ store, transfers }] = useState(() => startFilling(token, form))
  const surroundings = useMemo(
    () => surroundingsOf(token, transfers, form.uploads?.fileBytesMax ?? 25 * 1024 * 1024),
    [token, transfers, form],
  )
  useMemo(() => store.speak(language, texts), [store, language, texts])
  const outcome = useFilling(store, (filling) => filling.outcome)
  const receipt = useFilling(store, (filling) => filling.receipt)
  const page = useFilling(store, (filling) => filling.page)
  useFilling(store, (filling) => filling.verdict.hidden)
  if (outcome === 'already') return <AlreadySent form={form} onReload={onStale} />
  if (outcome === 'closed') return <Closed form={form} because={texts.closedMeanwhile} />
  if (receipt)
    return (
      <Receipt
        form={form}
        receipt={receipt}
        fields={store.form.fields.filter((field) => store.isShown(field.name))}
        answers={store.answers()}
        draft={store.get().draft}
        thanks={store.form.thanks}
      />
    )
  return (
    <SurroundingsProvider value={surroundings}>
      <Sheet form={form}>
        {page < store.shownPages().length ? <FillPage store={store} /> : <ReviewAnswers store={store} />}
      </Sheet>
    </SurroundingsProvider>
  )
}

/** What the server keeps of a form that is filled in: of a test it keeps nothing but what is sent. */
const kept = (token: string, form: Form): Pick<Outside, 'save' | 'onShow' | 'onLeave'> => ({
  save: (draft, page, revision) => saveDraft(token, draft, page, revision),
  onShow: (page) => reportProgress(token, { page, version: form.version }),
  onLeave: (page, seconds, field, fields) =>
    reportProgress(token, { page, version: form.version, seconds: Math.round(seconds), fields, ...(field ? { field } : {}) }),
})

function startFilling(token: string, form: Form) {
  const transfers = new Transfers(token, window.localStorage)
  const store = new FillingStore(token, form, {
    storage: window.localStorage,
    deliver: (answers, key) => sendAnswers(token, answers, key, { version: form.version, language: document.documentElement.lang }),
    onPage: (page) => window.history.pushState({ page }, ''),
    underWay: transfers.underWay,
    ...(form.test ? {} : kept(token, form)),
  })
  if (!form.test) reportProgress(token, { page: 0, version: form.version })
  window.history.replaceState({ page: store.get().page }, '')
  document.addEventListener('visibilitychange', () => (document.hidden ? store.pause() : store.resume()))
  window.addEventListener('popstate', (event) => store.show((event.state as { page?: number } | null)?.page ?? 0))
  // Ready before the first "Next" is pressed, without holding up the first view.
  window.setTimeout(() => void import('../../form-view/validate'), 1500)
  return { store, transfers }
}
