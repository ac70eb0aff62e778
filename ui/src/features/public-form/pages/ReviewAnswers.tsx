import { chosenOf, type Draft, writeAnswer, type Answers } from '../../../form-view/answers'
import { boxClass } from '../../../form-view/controls/control'
import { type Field, isRows, isText } from '../../../form-view/form'
import { useTexts } from '../../../form-view/texts/texts'
import type { FillingStore } from '../filling/filling'
import type { Filling } from '../filling/state'
import { KeptState } from './Progress'
import { linkClass, primaryClass, secondaryClass, Title } from './Sheet'
import { useFilling } from './useFilling'

/** All answers before they are sent, each page with a way back to it. */
export function ReviewAnswers({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const filling = useFilling(store, (now) => now)
  const answers = store.answers()
  const busy = filling.sending.kind === 'sending'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void store.send()
      }}
    >
      <Title>{texts.check}</Title>
      <p className="mt-2 text-base text-ink-2">{texts.nothingSent}</p>
      {store.shownPages().map((page, index) => (
        <section key={index} className="mt-8">
          <h2 className="text-xl font-semibold wrap-anywhere">{page.title || texts.yourAnswers}</h2>
          <AnswerList
            fields={page.fields.filter((field) => store.isShown(field.name))}
            answers={answers}
            draft={filling.draft}
            onChange={(field) => store.change(index, field)}
            locked={store.published.locked ?? []}
          />
        </section>
      ))}
      {store.published.amending && <WhyChanged store={store} />}
      <SendingState filling={filling} />
      <div className="mt-8 flex flex-wrap items-center gap-3">
        <button type="button" onClick={() => store.goTo(filling.page - 1)} className={secondaryClass}>
          {texts.back}
        </button>
        <button type="submit" disabled={busy} className={primaryClass}>
          {busy ? texts.sending : store.published.amending ? texts.sendChanges : store.form.submitLabel || texts.send}
        </button>
        <KeptState store={store} />
      </div>
    </form>
  )
}

function WhyChanged({ store }: { store: FillingStore }) {
  const texts = useTexts()
  return (
    <label className="mt-8 block text-base font-semibold">
      {texts.whyChanged}
      <span className="mt-1 block text-sm font-normal text-ink-2">{texts.whyChangedHelp}</span>
      <textarea
        required
        rows={3}
        maxLength={2000}
        dir="auto"
        defaultValue={store.reason}
        onChange={(event) => (store.reason = event.target.value)}
        className={`${boxClass} mt-2 border-ink-3 py-3 font-normal`}
      />
    </label>
  )
}

function SendingState({ filling }: { filling: Filling }) {
  const texts = useTexts()
  const { sending } = filling
  return (
    <div role="status" className="mt-6 empty:mt-0">
      {sending.kind === 'waiting' && (
        <p className="rounded-lg border border-waiting bg-sheet p-4">
          <span className="font-semibold">{texts.notSentYet}</span> {sending.because} {texts.keptAndTried}
        </p>
      )}
      {sending.kind === 'refused' && (
        <p className="rounded-lg border-2 border-failed bg-sheet p-4">
          <span className="font-semibold">{texts.notSent}</span> {sending.because} {texts.nothingLost}
        </p>
      )}
    </div>
  )
}

type AnswerListProps = {
  fields: Field[]
  answers: Answers
  /** What was typed: it has the words of what was looked up. */
  draft: Draft
  /** Leads back to the question; without it the answers are only read. */
  onChange?: (field: string) => void
  /** Questions that nobody leads back to, since their answers stay as they are. */
  locked?: readonly string[]
  /** Without lines between: for one among others. */
  bare?: boolean
}

// The same for all rows, those without a way back too.
const withChange = '@lg:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)]'

export function AnswerList({ fields, answers, draft, onChange, locked = [], bare }: AnswerListProps) {
  const texts = useTexts()
  const written = (field: Field) =>
    field.widget === 'lookup' ? chosenOf(field, draft[field.name]) : writeAnswer(field, answers[field.name], texts)
  return (
    <dl className={bare ? '@container' : '@container mt-3 divide-y divide-line border-y border-line'}>
      {fields
        .filter((field) => !isText(field) && field.widget !== 'hidden')
        .map((field) => (
          <div key={field.name} className={`grid gap-x-4 py-3 ${onChange ? withChange : '@lg:grid-cols-2'}`}>
            <dt className="text-ink-2 wrap-anywhere">{field.label}</dt>
            <dd className="font-medium tabular-nums whitespace-pre-line wrap-anywhere">
              {isRows(field) ? (
                <Rows field={field} value={answers[field.name]} />
              ) : (
                written(field) || <span className="font-normal text-ink-2">{texts.noAnswer}</span>
              )}
            </dd>
            {onChange && (
              <dd className="@lg:-my-2 @lg:text-end">
                {field.widget !== 'calculated' && !locked.includes(field.name) && (
                  <button type="button" onClick={() => onChange(field.name)} className={linkClass}>
                    {texts.change}
                    <span className="sr-only"> {field.label}</span>
                  </button>
                )}
              </dd>
            )}
          </div>
        ))}
    </dl>
  )
}

function Rows({ field, value }: { field: Field; value: unknown }) {
  const texts = useTexts()
  if (!Array.isArray(value) || value.length === 0)
    return <span className="font-normal text-ink-2">{texts.noAnswer}</span>
  return (
    <ol className="grid gap-1">
      {(value as Answers[]).map((row, index) => (
        <li key={index}>
          {field.columns
            .map((column) => writeAnswer(column, row[column.name], texts))
            .filter(Boolean)
            .join(' · ')}
        </li>
      ))}
    </ol>
  )
}
