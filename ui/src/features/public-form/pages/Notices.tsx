import { useTexts } from '../../../form-view/texts/texts'
import type { PublicForm } from '../filling/link'
import { ReceiptFacts } from './Receipt'
import { primaryClass, secondaryClass, Sheet, Title } from './Sheet'

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

export function Closed({ form, because }: { form?: PublicForm; because: string }) {
  const texts = useTexts()
  return (
    <Sheet {...(form ? { form } : {})}>
      <Title>{texts.closedTitle}</Title>
      <p className="mt-3 text-base whitespace-pre-line text-ink-2 wrap-anywhere">
        {because || texts.closedText}
      </p>
      <p className="mt-3 text-base text-ink-2">{texts.closedAdvice}</p>
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

export function AlreadySent({ form, onReload }: { form: PublicForm; onReload?: () => void }) {
  const texts = useTexts()
  return (
    <Sheet form={form}>
      <Title>{texts.alreadyTitle}</Title>
      <p className="mt-3 text-base text-ink-2">{texts.alreadyText}</p>
      {form.receipt && <ReceiptFacts form={form} receipt={form.receipt} />}
      {form.receipt && (
        <button type="button" onClick={() => window.print()} className={`mt-6 print:hidden ${secondaryClass}`}>
          {texts.print}
        </button>
      )}
      {!form.receipt && onReload && (
        <button type="button" onClick={onReload} className={`mt-6 ${secondaryClass}`}>
          {texts.showReceipt}
        </button>
      )}
    </Sheet>
  )
}
