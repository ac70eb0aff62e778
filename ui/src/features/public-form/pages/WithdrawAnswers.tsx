import { useState } from 'react'
import { boxClass } from '../../../form-view/controls/control'
import { useTexts } from '../../../form-view/texts/texts'
import { withdrawAnswers } from '../filling/link'
import { linkClass, secondaryClass } from './Sheet'

const takeFocus = (box: HTMLElement | null) => box?.focus()

/** Whoever has sent answers takes them back, once it was said what that means and why it is done. */
export function WithdrawAnswers({ token, onWithdrawn }: { token: string; onWithdrawn: () => void }) {
  const texts = useTexts()
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<string>()
  if (!asked)
    return (
      <p className="mt-8 print:hidden">
        <button type="button" onClick={() => setAsked(true)} className={linkClass}>
          {texts.withdrawAnswers}
        </button>
      </p>
    )
  const withdraw = async () => {
    const done = await withdrawAnswers(token, reason)
    if (done === true) onWithdrawn()
    else setFailed(done)
  }
  return (
    <form
      aria-labelledby="withdraw-title"
      className="mt-10 rounded-lg border border-line bg-sheet p-5 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        void withdraw()
      }}
    >
      <h2 id="withdraw-title" className="text-xl font-semibold">
        {texts.withdrawAnswers}
      </h2>
      <p className="mt-2 text-base text-ink-2">{texts.withdrawText}</p>
      <label className="mt-5 block text-base font-semibold">
        {texts.whyWithdrawn}
        <textarea
          required
          ref={takeFocus}
          rows={3}
          maxLength={2000}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className={`${boxClass} mt-2 border-ink-3 py-3 font-normal`}
        />
      </label>
      {failed !== undefined && (
        <p role="alert" className="mt-3 font-semibold text-failed">
          {failed || texts.offline}
        </p>
      )}
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <button type="button" onClick={() => setAsked(false)} className={secondaryClass}>
          {texts.back}
        </button>
        <button type="submit" className={`${secondaryClass} border-failed text-failed`}>
          {texts.withdrawAnswers}
        </button>
      </div>
    </form>
  )
}
