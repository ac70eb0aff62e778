import { writeAnswer, type Answers } from '../../form-view/answers'
import type { Field } from '../../form-view/form'
import type { Filling, FillingStore } from './filling'
import { Kept } from './Progress'
import { primaryClass, secondaryClass, Title } from './Sheet'

/** All answers before they are sent, each page with a way back to it. */
export function ReviewAnswers({ store, filling }: { store: FillingStore; filling: Filling }) {
  const answers = store.answers()
  const busy = filling.sending.kind === 'sending'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void store.send()
      }}
    >
      <Title>Check your answers</Title>
      <p className="mt-2 text-base text-ink-2">Nothing has been sent yet.</p>
      {store.shownPages().map((page, index) => (
        <section key={index} className="mt-8">
          <div className="flex items-baseline justify-between gap-4">
            <h2 className="text-xl font-semibold wrap-anywhere">{page.title || 'Your answers'}</h2>
            <button
              type="button"
              onClick={() => store.goTo(index)}
              className="min-h-10 shrink-0 text-base text-accent underline underline-offset-2"
            >
              Change<span className="sr-only"> {page.title || 'your answers'}</span>
            </button>
          </div>
          <AnswerList fields={page.fields.filter((field) => store.isShown(field.name))} answers={answers} />
        </section>
      ))}
      <SendingState filling={filling} />
      <div className="mt-8 flex flex-wrap items-center gap-3">
        <button type="button" onClick={() => store.goTo(filling.page - 1)} className={secondaryClass}>
          Back
        </button>
        <button type="submit" disabled={busy} className={primaryClass}>
          {busy ? 'Sending…' : store.form.submitLabel}
        </button>
        <Kept filling={filling} />
      </div>
    </form>
  )
}

function SendingState({ filling }: { filling: Filling }) {
  const { sending } = filling
  return (
    <div role="status" className="mt-6 empty:mt-0">
      {sending.kind === 'waiting' && (
        <p className="rounded-lg border border-waiting bg-sheet p-4">
          <span className="font-semibold">Not sent yet.</span> {sending.because} Your answers are kept in this browser,
          and sending is tried again by itself while this page is open.
        </p>
      )}
      {sending.kind === 'refused' && (
        <p className="rounded-lg border-2 border-failed bg-sheet p-4">
          <span className="font-semibold">Not sent.</span> {sending.because} Nothing is lost: your answers are still
          here.
        </p>
      )}
    </div>
  )
}

export function AnswerList({ fields, answers }: { fields: Field[]; answers: Answers }) {
  return (
    <dl className="mt-3 divide-y divide-line border-y border-line">
      {fields
        .filter((field) => field.widget !== 'statement' && field.widget !== 'hidden')
        .map((field) => (
          <div key={field.name} className="grid gap-x-4 py-3 sm:grid-cols-2">
            <dt className="text-ink-2 wrap-anywhere">{field.label}</dt>
            <dd className="font-medium tabular-nums whitespace-pre-line wrap-anywhere">
              {field.widget === 'rows' ? (
                <Rows field={field} value={answers[field.name]} />
              ) : (
                writeAnswer(field, answers[field.name]) || <span className="font-normal text-ink-3">No answer</span>
              )}
            </dd>
          </div>
        ))}
    </dl>
  )
}

function Rows({ field, value }: { field: Field; value: unknown }) {
  if (!Array.isArray(value) || value.length === 0) return <span className="font-normal text-ink-3">No answer</span>
  return (
    <ol className="grid gap-1">
      {(value as Answers[]).map((row, index) => (
        <li key={index}>
          {field.columns
            .map((column) => writeAnswer(column, row[column.name]))
            .filter(Boolean)
            .join(' · ')}
        </li>
      ))}
    </ol>
  )
}
