import { useEffect } from 'react'
import { forgetDrafts } from '../../../form-view/drafts'
import { english } from '../../../form-view/texts/en'
import { writeExact } from '../../../form-view/texts/moments'
import { useTexts } from '../../../form-view/texts/texts'
import type { PublicForm } from '../filling/link'
import { GivenConsents } from './GivenConsents'
import { ReceiptFacts } from './Receipt'
import { primaryClass, secondaryClass, Sheet, Title } from './Sheet'
import { WithdrawAnswers } from './WithdrawAnswers'

export function Opening() {
  const texts = useTexts()
  return (
    <Sheet>
      <p role="status" className="sr-only">
        {texts.opening}
      </p>
      <div aria-hidden="true" className="grid gap-4">
        <div className="h-9 w-2/3 rounded-md bg-line" />
        <div className="h-5 w-full rounded-md bg-line" />
        <div className="mt-6 h-12 w-full rounded-md bg-line" />
        <div className="h-12 w-full rounded-md bg-line" />
      </div>
    </Sheet>
  )
}

export function UnknownLink() {
  const texts = useTexts()
  return (
    <Sheet>
      <Title>{texts.unknownTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.unknownText}</p>
    </Sheet>
  )
}

/** A link for another device, which leads there once. */
export function UsedLink() {
  const texts = useTexts()
  return (
    <Sheet>
      <Title>{texts.usedTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.usedText}</p>
    </Sheet>
  )
}

export function Closed({ form, because }: { form?: PublicForm; because: string }) {
  const texts = useTexts()
  return (
    <Sheet {...(form ? { form } : {})}>
      <Title>{texts.closedTitle}</Title>
      <p className="mt-3 text-base whitespace-pre-line text-ink-2 wrap-anywhere">
        {texts === english ? because || texts.closedText : texts.closedText}
      </p>
      <p className="mt-3 text-base text-ink-2">{texts.closedAdvice}</p>
    </Sheet>
  )
}

export function Full() {
  const texts = useTexts()
  return (
    <Sheet>
      <Title>{texts.fullTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.fullText}</p>
    </Sheet>
  )
}

export function NotYet({ opensAt }: { opensAt: string }) {
  const texts = useTexts()
  return (
    <Sheet>
      <Title>{texts.notYetTitle}</Title>
      <p className="mt-3 text-base text-ink-2">
        <time dateTime={opensAt}>{texts.notYetText(writeExact(opensAt))}</time>
      </p>
    </Sheet>
  )
}

export function Failed({ because, onRetry }: { because: string | undefined; onRetry: () => void }) {
  const texts = useTexts()
  return (
    <Sheet>
      <Title>{texts.failedTitle}</Title>
      <p className="mt-3 text-base text-ink-2 wrap-anywhere">
        {because ?? texts.offline} {texts.failedText}
      </p>
      <button type="button" onClick={onRetry} className={`mt-6 ${primaryClass}`}>
        {texts.tryAgain}
      </button>
    </Sheet>
  )
}

type SentProps = { form: PublicForm; token: string }

/** Answers that count no longer. */
export function Withdrawn({ form, token }: SentProps) {
  const texts = useTexts()
  return (
    <Sheet form={form}>
      <Title>{texts.withdrawnTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.withdrawnText(writeExact(form.withdrawnAt ?? ''))}</p>
      {form.receipt && <ReceiptFacts form={form} receipt={form.receipt} />}
      <GivenConsents form={form} token={token} />
    </Sheet>
  )
}

/** Of what was sent by this link nothing is left that is about anybody. */
export function Erased({ form, token }: SentProps) {
  const texts = useTexts()
  useEffect(() => forgetDrafts(token, window.localStorage), [token])
  return (
    <Sheet form={form}>
      <Title>{texts.erasedTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.erasedText(writeExact(form.erasedAt ?? ''))}</p>
    </Sheet>
  )
}

type AlreadySentProps = SentProps & { onReload?: () => void; onAmend?: () => void }

export function AlreadySent({ form, token, onReload, onAmend }: AlreadySentProps) {
  const texts = useTexts()
  return (
    <Sheet form={form}>
      <Title>{texts.alreadyTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{onAmend ? texts.mayChange : texts.alreadyText}</p>
      {form.receipt && <ReceiptFacts form={form} receipt={form.receipt} />}
      <div className="mt-6 flex flex-wrap gap-3 print:hidden">
        {onAmend && (
          <button type="button" onClick={onAmend} className={primaryClass}>
            {texts.changeAnswers}
          </button>
        )}
        {form.receipt && (
          <button type="button" onClick={() => window.print()} className={secondaryClass}>
            {texts.print}
          </button>
        )}
      </div>
      <GivenConsents form={form} token={token} />
      {form.withdrawable && onReload && <WithdrawAnswers token={token} onWithdrawn={onReload} />}
      {!form.receipt && onReload && (
        <button type="button" onClick={onReload} className={`mt-6 ${secondaryClass}`}>
          {texts.showReceipt}
        </button>
      )}
    </Sheet>
  )
}
