import { useEffect, useMemo, useState } from 'react'
import { accentRules } from '../../form-view/accent'
import { SurroundingsProvider } from '../../form-view/controls/surroundings'
import { Speech, spoken, useTexts } from '../../form-view/texts/texts'
import { type Opened, openForm, type PublicForm as Form } from './filling/link'
import { startFilling } from './filling/start'
import { asAmendment } from './filling/amendment'
import { asCorrection } from './filling/correction'
import { surroundingsOf } from './filling/files/transfers'
import { BeginOpenForm } from './BeginOpenForm'
import { LanguageChoice, useLanguage } from './LanguageChoice'
import { FillPage } from './pages/FillPage'
import { AlreadySent, Closed, Erased, Failed, Full, NotYet, Opening, UnknownLink, UsedLink, Withdrawn } from './pages/Notices'
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
    case 'form':
      return <Spoken key={`${token} ${opened.form.version}`} token={token} form={opened.form} {...{ again, onToken }} />
    default:
      return <NoForm because={opened} onRetry={again} />
  }
}

/** Why there is no form, in the language of the reader: that of the form is not known. */
function NoForm({ because, onRetry }: { because: Exclude<Opened, { kind: 'form' }>; onRetry: () => void }) {
  const { texts } = useLanguage('', spoken)
  if (!texts) return <Opening />
  return (
    <Speech.Provider value={texts}>
      {because.kind === 'unknown' && <UnknownLink />}
      {because.kind === 'used' && <UsedLink />}
      {because.kind === 'closed' && <Closed because={because.message} />}
      {because.kind === 'full' && <Full />}
      {because.kind === 'notYet' && <NotYet opensAt={because.opensAt} />}
      {because.kind === 'failed' && <Failed because={because.message} onRetry={onRetry} />}
    </Speech.Provider>
  )
}

type SpokenProps = { token: string; form: Form; again: () => void; onToken: (token: string) => void }

/** The form in the language that its reader prefers. */
function Spoken({ token, form, again, onToken }: SpokenProps) {
  const languages = form.definition.ui?.languages ?? []
  const speaking = useLanguage(token, languages, form.recipient?.language)
  const [amending, setAmending] = useState(false)
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
      {form.status === 'withdrawn' && <Withdrawn form={form} token={token} />}
      {form.status === 'erased' && <Erased form={form} token={token} />}
      {form.status === 'submitted' && !amending && (
        <AlreadySent form={form} token={token} onReload={again} {...(form.answers ? { onAmend: () => setAmending(true) } : {})} />
      )}
      {form.status === 'submitted' && amending && (
        <OpenForm token={token} form={asAmendment(form)} language={speaking.language} onStale={again} />
      )}
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
  if (outcome === 'already') return <AlreadySent form={form} token={token} onReload={onStale} />
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
