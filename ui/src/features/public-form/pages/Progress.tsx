import { type ReactNode, useState } from 'react'
import { writeClock, writeDate } from '../../../form-view/texts/moments'
import { useTexts } from '../../../form-view/texts/texts'
import type { FillingStore } from '../filling/filling'
import { makeContinueLink } from '../filling/link'
import { linkClass, secondaryClass } from './Sheet'
import { useFilling } from './useFilling'

/** Which page of how many. */
export function Progress({ at, titles }: { at: number; titles: string[] }) {
  const texts = useTexts()
  const count = titles.length
  return (
    <div className="mb-6">
      <p className="text-sm text-ink-2">{texts.pageOf(at + 1, count)}</p>
      <div className="mt-2 flex gap-1" aria-hidden="true">
        {titles.map((_, index) => (
          <span key={index} className={`h-1.5 grow rounded-full ${index <= at ? 'bg-accent' : 'bg-line'}`} />
        ))}
      </div>
    </div>
  )
}

/** Says quietly whether the answers so far are kept, and offers to go on elsewhere. */
export function KeptState({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const kept = useFilling(store, (filling) => filling.kept)
  const [asked, setAsked] = useState(false)
  if (kept.where === 'nowhere') return <p className="text-sm text-attention">{texts.keepsNothing}</p>
  return (
    <>
      {kept.at && (
        <p className="text-sm text-ink-2" aria-live="off">
          <time dateTime={kept.at}>{texts.savedAt(writeClock(kept.at))}</time>
          {kept.where === 'browser' && <span> {texts.savedHere}</span>}
          {kept.until && <span>. {texts.keptUntil(writeDate(kept.until))}</span>}
        </p>
      )}
      {kept.where === 'server' && !asked && (
        <button type="button" onClick={() => setAsked(true)} className={linkClass}>
          {texts.continueLater}
        </button>
      )}
      {asked && <ContinueLater store={store} />}
    </>
  )
}

function ContinueLater({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const [said, setSaid] = useState('')
  const [url, setUrl] = useState('')
  const make = async (send: 'copy' | 'mail') => {
    await store.saveNow()
    const made = await makeContinueLink(store.token, send)
    if (typeof made === 'string') return setSaid(made || texts.offline)
    if (send === 'mail') return setSaid(`${texts.mailed} ${made.mailedTo ?? ''}`)
    const whole = new URL(made.url, window.location.href).href
    setUrl(whole)
    // Without TLS there is no clipboard; the link stands there to be marked.
    await navigator.clipboard?.writeText(whole).then(
      () => setSaid(texts.copied),
      () => undefined,
    )
  }
  return (
    <section aria-label={texts.continueTitle} className="mt-2 basis-full rounded-lg border border-line bg-sheet p-4">
      <p className="text-base text-ink-2">{texts.continueText}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <button type="button" onClick={() => void make('copy')} className={secondaryClass}>
          {texts.copy}
        </button>
        {store.published.kind !== 'open' && (
          <button type="button" onClick={() => void make('mail')} className={secondaryClass}>
            {texts.mailLink}
          </button>
        )}
      </div>
      {url && <input readOnly aria-label={texts.copy} value={url} className="mt-3 w-full bg-transparent font-mono text-sm" />}
      <p role="status" className="mt-2 text-sm text-ink-2">
        {said}
      </p>
    </section>
  )
}

/** What has to be known before going on: a newer version of the form, answers from another device, a mere test. */
export function KeptNotes({ store }: { store: FillingStore }) {
  const texts = useTexts()
  const theirs = useFilling(store, (filling) => filling.theirs)
  const labels = (names: string[]) =>
    names.map((name) => store.form.fields.find((field) => field.name === name)?.label ?? name).join(', ')
  const carried = useFilling(store, (filling) => filling.carriedOver)
  const droppedOf = (stillAsked: boolean) =>
    carried?.dropped
      .filter((one) => (one.stillAsked ?? false) === stillAsked)
      .map((one) => one.label ?? one.field)
      .join(', ')
  const [gone, again] = [droppedOf(false), droppedOf(true)]
  return (
    <>
      {store.published.test && <Note>{texts.testMode}</Note>}
      {carried && (
        <Note>
          {texts.carriedOver}
          {gone && <> {texts.dropped(gone)}</>}
          {again && <> {texts.askedAgain(again)}</>}
          {carried.added.length > 0 && <> {texts.newlyAsked(labels(carried.added))}</>}
        </Note>
      )}
      {theirs && (
        <Note alert>
          {texts.otherDevice} ({writeClock(theirs.savedAt)})
          <span className="mt-2 flex flex-wrap gap-3">
            <button type="button" onClick={() => store.takeTheirs()} className={secondaryClass}>
              {texts.takeTheirs}
            </button>
            <button type="button" onClick={() => store.keepMine()} className={secondaryClass}>
              {texts.keepMine}
            </button>
          </span>
        </Note>
      )}
    </>
  )
}

function Note({ alert, children }: { alert?: boolean; children: ReactNode }) {
  return (
    <p
      role={alert ? 'alert' : 'status'}
      className="mt-4 rounded-lg border border-attention/60 bg-sheet p-4 text-base wrap-anywhere"
    >
      {children}
    </p>
  )
}
