import { use, useState, useSyncExternalStore } from 'react'
import { openForm, type Opened, sendAnswers } from './link'
import { FillPage } from './FillPage'
import { FillingStore } from './filling'
import { AlreadySent, Closed, Failed, UnknownLink } from './Notices'
import { Receipt } from './Receipt'
import { ReviewAnswers } from './ReviewAnswers'
import { organisationOf, Sheet } from './Sheet'

/** Whatever is at a form's link: the form, its receipt, or why there is none. */
export function PublicForm({ token, opening }: { token: string; opening: Promise<Opened> }) {
  const [current, setCurrent] = useState(opening)
  const opened = use(current)
  const again = () => setCurrent(openForm(token))
  switch (opened.kind) {
    case 'unknown':
      return <UnknownLink />
    case 'closed':
      return <Closed because={opened.message} />
    case 'failed':
      return <Failed because={opened.message} onRetry={again} />
    case 'form':
      if (opened.form.status === 'closed') return <Closed form={opened.form} because={opened.form.message ?? ''} />
      if (opened.form.status === 'submitted') return <AlreadySent form={opened.form} />
      return <OpenForm key={opened.form.version} token={token} form={opened.form} onStale={again} />
  }
}

type OpenFormProps = { token: string; form: Extract<Opened, { kind: 'form' }>['form']; onStale: () => void }

function OpenForm({ token, form, onStale }: OpenFormProps) {
  const [store] = useState(() => startFilling(token, form))
  const filling = useSyncExternalStore(store.subscribe, store.get)
  if (filling.outcome === 'already') return <AlreadySent form={form} onReload={onStale} />
  if (filling.outcome === 'closed')
    return (
      <Closed
        form={form}
        because="It closed while you were filling it in. Your answers are still kept in this browser."
      />
    )
  if (filling.receipt)
    return (
      <Receipt
        form={form}
        receipt={filling.receipt}
        fields={store.form.fields}
        answers={store.answers()}
        thanks={store.form.thanks}
      />
    )
  return (
    <Sheet form={form}>
      <title>{`${form.name} · ${organisationOf(form)}`}</title>
      {filling.page < store.shownPages().length ? (
        <FillPage store={store} filling={filling} />
      ) : (
        <ReviewAnswers store={store} filling={filling} />
      )}
    </Sheet>
  )
}

function startFilling(token: string, form: OpenFormProps['form']): FillingStore {
  const store = new FillingStore(token, form, {
    storage: window.localStorage,
    deliver: (answers, key) => sendAnswers(token, answers, key),
    onPage: (page) => window.history.pushState({ page }, ''),
  })
  window.history.replaceState({ page: store.get().page }, '')
  window.addEventListener('popstate', (event) => store.show((event.state as { page?: number } | null)?.page ?? 0))
  // Ready before the first "Next" is pressed, without holding up the first view.
  window.setTimeout(() => void import('../../form-view/validate'), 1500)
  return store
}
