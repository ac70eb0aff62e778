import { useState } from 'react'
import { readForm } from '../../../form-view/form'
import { useTexts } from '../../../form-view/texts/texts'
import { type PublicForm, withdrawConsent } from '../filling/link'
import { linkClass } from './Sheet'

/** What was agreed to by this link, to be taken back as easily as it was given. */
export function GivenConsents({ form, token }: { form: PublicForm; token: string }) {
  const texts = useTexts()
  const [withdrawn, setWithdrawn] = useState<readonly string[]>([])
  const [failed, setFailed] = useState(false)
  const labels = new Map(readForm(form.definition, document.documentElement.lang).fields.map((one) => [one.name, one.label]))
  const given = Object.entries(form.definition.ui?.fields ?? {}).flatMap(([name, { consent }]) =>
    consent && form.consents?.includes(consent.id ?? name) ? [{ id: consent.id ?? name, label: labels.get(name) ?? name }] : [],
  )
  if (given.length === 0) return null
  const withdraw = async (id: string) => {
    const done = await withdrawConsent(token, id)
    setFailed(!done)
    if (done) setWithdrawn([...withdrawn, id])
  }
  return (
    <section aria-labelledby="consents-title" className="mt-10 print:hidden">
      <h2 id="consents-title" className="text-xl font-semibold">
        {texts.consents}
      </h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {given.map(({ id, label }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 py-2 text-base">
            <span className="wrap-anywhere">{label}</span>
            {withdrawn.includes(id) ? (
              <span role="status" className="text-ink-2">
                {texts.consentWithdrawn}
              </span>
            ) : (
              <button type="button" onClick={() => void withdraw(id)} className={linkClass}>
                {texts.withdrawConsent}
                <span className="sr-only">: {label}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {failed && (
        <p role="alert" className="mt-2 text-failed">
          {texts.offline}
        </p>
      )}
    </section>
  )
}
