import type { FormEvent, ReactNode } from 'react'
import { Logo } from '../../app/shell/Logo'

interface BareCardProps {
  title: string
  lead: ReactNode
  onSubmit?: (event: FormEvent) => void
  children: ReactNode
}

/** The one card of a page that is open to those who are not signed in. */
export function BareCard({ title, lead, onSubmit, children }: BareCardProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>{`${title} · ConcertMaster`}</title>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit?.(event)
        }}
        className="flex w-full max-w-sm flex-col gap-4 rounded-card border border-line bg-sheet p-7"
      >
        <Logo size={40} />
        <div>
          <h1 className="text-title font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 text-ink-2">{lead}</p>
        </div>
        {children}
      </form>
    </main>
  )
}
