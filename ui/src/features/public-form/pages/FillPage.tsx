import { memo, useCallback, useEffect } from 'react'
import { controlId } from '../../../form-view/controls/control'
import { FieldControl } from '../../../form-view/controls/FieldControl'
import { FieldProblem } from '../../../form-view/controls/FieldFrame'
import { type Field, isText } from '../../../form-view/form'
import { pointer } from '../../../form-view/problems'
import { writeExact } from '../../../form-view/texts/moments'
import { useTexts } from '../../../form-view/texts/texts'
import { ErrorSummary, focusOn } from './ErrorSummary'
import type { FillingStore } from '../filling/filling'
import { KeptNotes, KeptState, Progress } from './Progress'
import { AnswerList } from './ReviewAnswers'
import { primaryClass, secondaryClass, Title } from './Sheet'
import { useFieldView, useFilling } from './useFilling'

// A page of hundreds of questions is laid out only where it is looked at.
const manyFields = 60

/** One page of questions. */
export function FillPage({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const at = useFilling(store, (filling) => filling.page)
  const problems = useFilling(store, (filling) => filling.problems)
  const attempt = useFilling(store, (filling) => filling.attempt)
  const changing = useFilling(store, (filling) => filling.changing)
  const wanted = useFilling(store, (filling) => filling.wanted)
  useEffect(() => {
    if (wanted !== null) focusOn(wanted)
  }, [wanted])
  useFaultInTitle(problems.length > 0)
  useFilling(store, (filling) => filling.verdict.hidden)
  const pages = store.shownPages()
  const page = pages[at]
  if (!page) return null
  const first = at === 0
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void store.next()
      }}
    >
      {pages.length > 1 && <Progress at={at} titles={pages.map((one) => one.title)} />}
      <Title key={at} focus={wanted === null && (!first || attempt > 0)}>
        {first ? store.form.title || store.published.name : page.title || store.published.name}
      </Title>
      {first && <Introduction store={store} />}
      <KeptNotes store={store} />
      {first && page.title && <h2 className="mt-8 text-xl font-semibold">{page.title}</h2>}
      {page.description && (
        <p className="mt-3 text-base whitespace-pre-line text-ink-2 wrap-anywhere">{page.description}</p>
      )}
      <ErrorSummary problems={problems} fields={store.form.fields} attempt={attempt} onWant={(path) => store.seek(path)} />
      <div className="mt-8 grid gap-8">
        {page.fields
          .filter((field) => store.isShown(field.name) && field.widget !== 'hidden')
          .map((field) => (
            <Question key={field.name} store={store} field={field} light={page.fields.length > manyFields} />
          ))}
      </div>
      <div className="mt-10 flex flex-wrap items-center gap-3 print:hidden">
        {!first && (
          <button type="button" onClick={() => store.goTo(at - 1)} className={secondaryClass}>
            {texts.back}
          </button>
        )}
        <button type="submit" className={primaryClass}>
          {changing ? texts.backToCheck : at === pages.length - 1 ? texts.check : texts.next}
        </button>
        <KeptState store={store} />
      </div>
    </form>
  )
}

/** Whoever hears the title first, as readers of a screen do, hears that something is to be mended. */
function useFaultInTitle(faulty: boolean) {
  const texts = useTexts()
  useEffect(() => {
    if (!faulty) return
    const title = document.title
    document.title = texts.faulty(title)
    return () => void (document.title = title)
  }, [faulty, texts])
}

type QuestionProps = { store: FillingStore; field: Field; light: boolean }

const Question = memo(function Question({ store, field, light }: QuestionProps) {
  const { value, required, problems } = useFieldView(store, field.name)
  const onChange = useCallback((changed: unknown) => store.answer(field.name, changed), [store, field.name])
  if (store.published.locked?.includes(field.name)) return <LockedAnswer store={store} field={field} />
  return (
    <div className={`min-w-0 ${light && !isText(field) ? '[contain-intrinsic-size:auto_96px] [content-visibility:auto]' : ''}`}>
      <FieldControl
        field={field}
        path={pointer(field.name)}
        value={value}
        problemAt={(path) => problems.find((problem) => problem.path === path)?.message}
        required={required}
        onChange={onChange}
      />
    </div>
  )
})

/** What whoever sent the form has filled in: there to be read. */
function LockedAnswer({ store, field }: { store: FillingStore; field: Field }) {
  const texts = useTexts()
  const { answers, draft } = { answers: store.answers(), draft: store.get().draft }
  const problem = useFieldView(store, field.name).problems[0]
  return (
    <section
      id={controlId(pointer(field.name))}
      tabIndex={-1}
      aria-label={field.label}
      className="rounded-lg border border-line bg-sheet px-4 py-1"
    >
      <FieldProblem path={pointer(field.name)} problem={problem?.message} />
      <AnswerList fields={[field]} answers={answers} draft={draft} bare />
      <p className="pb-2 text-sm text-ink-2">{texts.locked}</p>
    </section>
  )
}

function Introduction({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const { deadline, message, recipient } = store.published
  return (
    <>
      {message && (
        <div role="note" aria-label={texts.message} className="mt-6 rounded-lg border border-line bg-sheet p-4">
          <p className="text-base whitespace-pre-line wrap-anywhere">{message}</p>
        </div>
      )}
      {store.form.intro && (
        <p className="mt-4 text-base whitespace-pre-line text-ink-2 wrap-anywhere">{store.form.intro}</p>
      )}
      {(recipient?.name || deadline) && (
        <p className="mt-4 text-sm text-ink-2 wrap-anywhere">
          {recipient?.name && <>{texts.forWhom(recipient.name)} </>}
          {deadline && <time dateTime={deadline}>{texts.dueBy(writeExact(deadline))}</time>}
        </p>
      )}
    </>
  )
}
