import type { PublicForm } from './link'
import { ReceiptFacts } from './Receipt'
import { primaryClass, secondaryClass, Sheet, Title } from './Sheet'

export function Opening() {
  return (
    <Sheet>
      <p role="status" className="sr-only">
        Opening the form…
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
  return (
    <Sheet>
      <Title>This link leads to no form</Title>
      <p className="mt-3 text-base text-ink-2">
        It may have been cut off on its way. Open it again from the message you got, or ask whoever sent it for a new
        one.
      </p>
    </Sheet>
  )
}

export function Closed({ form, because }: { form?: PublicForm; because: string }) {
  return (
    <Sheet {...(form ? { form } : {})}>
      <Title>This form is closed</Title>
      <p className="mt-3 text-base whitespace-pre-line text-ink-2 wrap-anywhere">
        {because || 'It takes no more answers.'}
      </p>
      <p className="mt-3 text-base text-ink-2">
        If you still have something to say, write to whoever sent you the link.
      </p>
    </Sheet>
  )
}

export function Failed({ because, onRetry }: { because: string; onRetry: () => void }) {
  return (
    <Sheet>
      <Title>The form could not be opened</Title>
      <p className="mt-3 text-base text-ink-2 wrap-anywhere">
        {because} Answers that you have already written are still kept in this browser.
      </p>
      <button type="button" onClick={onRetry} className={`mt-6 ${primaryClass}`}>
        Try again
      </button>
    </Sheet>
  )
}

export function AlreadySent({ form, onReload }: { form: PublicForm; onReload?: () => void }) {
  return (
    <Sheet form={form}>
      <Title>You have answered this form already</Title>
      <p className="mt-3 text-base text-ink-2">
        Each link takes one set of answers. If something in yours has to change, write to whoever sent you the link.
      </p>
      {form.receipt && <ReceiptFacts form={form} receipt={form.receipt} />}
      {form.receipt && (
        <button type="button" onClick={() => window.print()} className={`mt-6 print:hidden ${secondaryClass}`}>
          Print or save as PDF
        </button>
      )}
      {!form.receipt && onReload && (
        <button type="button" onClick={onReload} className={`mt-6 ${secondaryClass}`}>
          Show the receipt
        </button>
      )}
    </Sheet>
  )
}
