import { answerWithFile } from './files/arriving'
import { FillingStore } from './filling'
import { amendAnswers, type PublicForm as Form, reportProgress, saveDraft, sendAnswers } from './link'
import type { Outside } from './state'
import { Transfers } from './files/transfers'

/** What the server keeps of a form that is filled in: of a test it keeps nothing but what is sent. */
const kept = (token: string, form: Form): Pick<Outside, 'save' | 'onShow' | 'onLeave'> => ({
  save: (draft, page, revision) => saveDraft(token, draft, { page, revision, version: form.version }),
  onShow: (page) => reportProgress(token, { page, version: form.version }),
  onLeave: (page, seconds, field, fields) =>
    reportProgress(token, { page, version: form.version, seconds: Math.round(seconds), fields, ...(field ? { field } : {}) }),
})

/** Begins to fill in, or to change what was sent, with all that reaches outside of the page. */
export function startFilling(token: string, form: Form) {
  const transfers = new Transfers(token, window.localStorage, (path, file) =>
    store.answer(...answerWithFile(store.get().draft, path, file)),
  )
  const store: FillingStore = new FillingStore(token, form, {
    storage: window.localStorage,
    deliver: (answers, key) =>
      form.amending
        ? amendAnswers(token, answers, store.reason)
        : sendAnswers(token, answers, key, { version: form.version, language: document.documentElement.lang }),
    onPage: (page) => window.history.pushState({ page }, ''),
    underWay: transfers.underWay,
    ...(form.test || form.amending ? {} : kept(token, form)),
  })
  if (!form.test && !form.amending) reportProgress(token, { page: store.get().page, version: form.version })
  window.history.replaceState({ page: store.get().page }, '')
  document.addEventListener('visibilitychange', () => (document.hidden ? store.pause() : store.resume()))
  window.addEventListener('popstate', (event) => store.show((event.state as { page?: number } | null)?.page ?? 0))
  // Ready before the first "Next" is pressed, without holding up the first view.
  window.setTimeout(() => void import('../../../form-view/validate'), 1500)
  return { store, transfers }
}
