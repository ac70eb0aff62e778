import { FieldControl } from '../../form-view/controls/FieldControl'
import { pointer } from '../../form-view/problems'
import { ErrorSummary } from './ErrorSummary'
import type { Filling, FillingStore } from './filling'
import { Kept, Progress } from './Progress'
import { primaryClass, secondaryClass, Title } from './Sheet'

/** One page of questions. */
export function FillPage({ store, filling }: { store: FillingStore; filling: Filling }) {
  const pages = store.shownPages()
  const page = pages[filling.page]
  if (!page) return null
  const first = filling.page === 0
  const problemAt = (path: string) => filling.problems.find((problem) => problem.path === path)?.message
  const values = { ...filling.draft, ...filling.verdict.calculated }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void store.next()
      }}
    >
      {pages.length > 1 && <Progress at={filling.page} titles={pages.map((one) => one.title)} />}
      <Title key={filling.page} focus={!first || filling.attempt > 0}>
        {first ? store.published.name : page.title || store.published.name}
      </Title>
      {first && <Introduction store={store} />}
      {first && page.title && <h2 className="mt-8 text-xl font-semibold">{page.title}</h2>}
      <ErrorSummary problems={filling.problems} fields={store.form.fields} attempt={filling.attempt} />
      <div className="mt-8 grid gap-8">
        {page.fields
          .filter((field) => store.isShown(field.name))
          .map((field) => (
            <FieldControl
              key={field.name}
              field={field}
              path={pointer(field.name)}
              value={values[field.name]}
              problemAt={problemAt}
              required={field.required || filling.verdict.required.has(field.name)}
              onChange={(value) => store.answer(field.name, value)}
            />
          ))}
      </div>
      <div className="mt-10 flex flex-wrap items-center gap-3">
        {!first && (
          <button type="button" onClick={() => store.goTo(filling.page - 1)} className={secondaryClass}>
            Back
          </button>
        )}
        <button type="submit" className={primaryClass}>
          {filling.page === pages.length - 1 ? 'Check your answers' : 'Next'}
        </button>
        <Kept filling={filling} />
      </div>
    </form>
  )
}

function Introduction({ store }: { store: FillingStore }) {
  const { deadline, message, recipient } = store.published
  return (
    <>
      {message && (
        <div role="note" aria-label="Message" className="mt-6 rounded-lg border border-line bg-sheet p-4">
          <p className="text-base whitespace-pre-line wrap-anywhere">{message}</p>
        </div>
      )}
      {store.form.intro && (
        <p className="mt-4 text-base whitespace-pre-line text-ink-2 wrap-anywhere">{store.form.intro}</p>
      )}
      {(recipient?.name || deadline) && (
        <p className="mt-4 text-sm text-ink-2 wrap-anywhere">
          {recipient?.name && <>For {recipient.name}. </>}
          {deadline && (
            <>
              Due by <time dateTime={deadline}>{formatDeadline(deadline)}</time>.
            </>
          )}
        </p>
      )}
    </>
  )
}

function formatDeadline(deadline: string): string {
  return new Date(deadline).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}
