import type { PublicForm, ReceiptOfForm } from '../filling/link'
import { writeExact } from '../../../form-view/texts/moments'
import { useTexts } from '../../../form-view/texts/texts'
import type { Answers, Draft } from '../../../form-view/answers'
import type { Field } from '../../../form-view/form'
import { AnswerList } from './ReviewAnswers'
import { secondaryClass, Sheet, Title } from './Sheet'

type ReceiptProps = {
  form: PublicForm
  receipt: ReceiptOfForm
  fields: Field[]
  answers: Answers
  draft: Draft
  thanks: string
}

/** Proof that the answers arrived, to print or to keep. */
export function Receipt({ form, receipt, fields, answers, draft, thanks }: ReceiptProps) {
  const texts = useTexts()
  return (
    <Sheet form={form}>
      <Title>{texts.arrived}</Title>
      <p className="mt-3 text-base whitespace-pre-line text-ink-2 wrap-anywhere">
        {thanks || texts.thanks(form.name)}
      </p>
      <ReceiptFacts form={form} receipt={receipt} />
      <button type="button" onClick={() => window.print()} className={`mt-6 print:hidden ${secondaryClass}`}>
        {texts.print}
      </button>
      <h2 className="mt-10 text-xl font-semibold">{texts.whatYouSent}</h2>
      <AnswerList fields={fields} answers={answers} draft={draft} />
    </Sheet>
  )
}

export function ReceiptFacts({ form, receipt }: { form: PublicForm; receipt: ReceiptOfForm }) {
  const texts = useTexts()
  return (
    <section aria-label={texts.receipt} className="mt-6 rounded-lg border border-line bg-sheet p-5">
      <dl className="grid gap-4 text-base">
        <Fact term={texts.receiptNumber}>
          <span className="text-xl font-semibold tabular-nums">{receipt.number}</span>
        </Fact>
        <Fact term={texts.form}>
          {texts.formVersion(form.name, form.version)}
        </Fact>
        <Fact term={texts.received}>
          <time dateTime={receipt.submittedAt}>{writeExact(receipt.submittedAt, true)}</time>
        </Fact>
        <Fact term={texts.fingerprint}>
          <code className="font-mono text-[13px] break-all">{receipt.contentHash}</code>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-2">{term}</dt>
      <dd className="mt-0.5 wrap-anywhere">{children}</dd>
    </div>
  )
}
