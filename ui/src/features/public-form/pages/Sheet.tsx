import type { ReactNode } from 'react'
import type { PublicForm } from '../filling/link'

/** The one column that everything at a form's link is shown in. */
export function Sheet({ form, children }: { form?: PublicForm; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-160 flex-col px-4 pt-6 pb-16 text-ink sm:pt-10">
      {form && <Masthead form={form} />}
      <main className="grow">{children}</main>
    </div>
  )
}

/** The organisation's logo where there is one, its name otherwise. */
function Masthead({ form }: { form: PublicForm }) {
  const logo = form.definition.ui?.theme?.logo
  return (
    <header className="mb-6 text-sm font-semibold text-ink-2 wrap-anywhere">
      {logo ? <img src={logo} alt={organisationOf(form)} className="max-h-14 max-w-60" /> : organisationOf(form)}
    </header>
  )
}

export function organisationOf({ organisation }: PublicForm): string {
  return typeof organisation === 'string' ? organisation : organisation.name
}

/** The title of what is shown now. It takes the focus when it appears in place of another. */
export function Title({ children, focus = true }: { children: ReactNode; focus?: boolean }) {
  return (
    <h1
      tabIndex={-1}
      ref={focus ? focusOnAppearing : undefined}
      className="text-[28px] leading-9 font-semibold tracking-tight wrap-anywhere outline-none"
    >
      {children}
    </h1>
  )
}

const focusOnAppearing = (heading: HTMLElement | null) => {
  heading?.focus({ preventScroll: true })
  if (heading) window.scrollTo({ top: 0 })
}

export const primaryClass =
  'min-h-12 rounded-md bg-accent px-6 text-base font-semibold text-on-accent hover:brightness-110 disabled:opacity-60 ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'

export const secondaryClass =
  'min-h-12 rounded-md border border-ink-3 bg-sheet px-6 text-base font-semibold text-ink hover:border-accent ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'

export const linkClass =
  'min-h-10 text-base text-accent underline underline-offset-2 ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'
