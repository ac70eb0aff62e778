import { useEffect, useState } from 'react'
import { boxClass } from '../../form-view/controls/control'
import type { Texts } from '../../form-view/texts/en'
import { useTexts } from '../../form-view/texts/texts'
import { address, ask, jsonOf, type ProblemDetails, type PublicForm, quotaFull } from './filling/link'
import { Opening } from './pages/Notices'
import { primaryClass, Sheet, Title } from './pages/Sheet'

/** What is often said is said in the language of the reader. */
const said = ({ code, detail }: ProblemDetails, texts: Texts): string =>
  code === 'link.email-needed'
    ? texts.email
    : code === quotaFull
      ? texts.fullText
      : code === changedOnTheWay
        ? texts.addressChanged
        : (detail ?? texts.failedTitle)

// Trying the same address again would not help.
const changedOnTheWay = 'link.signature-invalid'

type BeginProps = { token: string; form: PublicForm; onToken: (token: string) => void }

/** An open link gives everybody who comes a link of their own; with one answer a person, it asks who that is. */
export function BeginOpenForm({ token, form, onToken }: BeginProps) {
  const texts = useTexts()
  const [fault, setFault] = useState('')
  const [final, setFinal] = useState(false)
  const [busy, setBusy] = useState(false)
  const [mailed, setMailed] = useState(false)
  const asksWho = form.onePerPerson === 'email'
  const begin = async (values: { email?: string; website?: string }) => {
    setBusy(true)
    setFault('')
    const proof = form.challenge ? await (await import('./filling/proof')).prove(form.challenge) : undefined
    const search = new URLSearchParams(window.location.search)
    const response = await ask(address(token, '/begin'), 'POST', {
      website: '',
      language: document.documentElement.lang,
      ...values,
      ...(proof === undefined ? {} : { challenge: form.challenge!.id, proof }),
      ...(search.get('prefill') ? { prefill: search.get('prefill'), signature: search.get('signature') } : {}),
    })
    setBusy(false)
    const begun = response?.ok ? await jsonOf<{ token?: string; mailed?: boolean }>(response) : undefined
    if (begun?.token) return onToken(begun.token)
    if (begun?.mailed) return setMailed(true)
    const problem = response && (await jsonOf<ProblemDetails>(response))
    setFault(problem ? said(problem, texts) : texts.offline)
    setFinal(problem?.code === changedOnTheWay)
  }
  useEffect(() => {
    if (!asksWho) void begin({})
    // Once, when the page opens.
  }, [])
  if (!asksWho && fault === '') return <Opening />
  if (mailed)
    return (
      <Sheet form={form}>
        <Title>{texts.linkMailedTitle}</Title>
        <p className="mt-3 text-base text-ink-2">{texts.linkMailed}</p>
      </Sheet>
    )
  return (
    <Sheet form={form}>
      <Title>{form.name}</Title>
      {form.message && <p className="mt-4 text-base whitespace-pre-line">{form.message}</p>}
      {fault && (
        <p role="alert" className="mt-6 rounded-lg border-2 border-failed bg-sheet p-4 text-base">
          {fault}
        </p>
      )}
      <form
        className="mt-8 grid gap-6"
        onSubmit={(event) => {
          event.preventDefault()
          const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
          void begin({ website: values['website'] ?? '', ...(values['email'] ? { email: values['email'] } : {}) })
        }}
      >
        {asksWho && (
          <label className="block text-base font-semibold">
            {texts.yourEmail}
            <span className="mt-1 block text-sm font-normal text-ink-2">{texts.whyEmail}</span>
            <input name="email" type="email" required autoComplete="email" className={`${boxClass} mt-2 border-ink-3`} />
          </label>
        )}
        {/* People do not see this box; programs that fill in every box give themselves away. */}
        <div aria-hidden="true" className="absolute -start-[9999px]">
          <label>
            Website
            <input name="website" tabIndex={-1} autoComplete="off" />
          </label>
        </div>
        {!final && (
          <button type="submit" disabled={busy} className={`${primaryClass} justify-self-start`}>
            {busy ? texts.opening : asksWho ? texts.next : texts.tryAgain}
          </button>
        )}
      </form>
    </Sheet>
  )
}
