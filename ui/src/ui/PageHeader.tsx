import type { ReactNode } from 'react'
import { classes } from '../lib/classes'

interface PageHeaderProps {
  title: ReactNode
  lead?: ReactNode
  status?: ReactNode
  actions?: ReactNode
}

/** One title, one lead, and the primary action at the right. */
export function PageHeader({ title, lead, status, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-3 pb-5">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-title font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {status}
        </div>
        {lead && <p className="mt-1 max-w-3xl text-ink-2">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}

/** The usual body of a page: up to 1,440 px wide. The editor does without it. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classes('mx-auto w-full max-w-[1440px] px-6 py-6 max-md:px-4 max-md:pb-24', className)}>{children}</div>
}

interface CardProps {
  title?: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}

export function Card({ title, aside, children, className }: CardProps) {
  return (
    <section className={classes('rounded-card border border-line bg-sheet', className)} {...(title ? { 'aria-label': title } : {})}>
      {title && (
        <header className="flex min-h-11 items-center gap-2 border-b border-line px-4 py-2">
          <h2 className="flex-1 font-semibold">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
