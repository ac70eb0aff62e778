import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { create } from 'zustand'
import { problemOf } from '../api/problem'
import { classes } from '../lib/classes'

interface Toast {
  id: number
  text: string
  code?: string
  kind: 'done' | 'failed' | 'hint'
  action?: { label: string; run: () => void }
}

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }))
const shownMs = 6_000
let last = 0

const dismiss = (id: number) => useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))

const show = (toast: Omit<Toast, 'id'>) => {
  const id = ++last
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { ...toast, id }] }))
  if (toast.kind !== 'failed') setTimeout(() => dismiss(id), shownMs)
}

export const toastDone = (text: string, action?: Toast['action']) =>
  show({ text, kind: 'done', ...(action ? { action } : {}) })

/** Says why something was not done. There is one at a time: the newest is what the person has just asked for. */
export const toastHint = (text: string) => {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.kind !== 'hint') }))
  show({ text, kind: 'hint' })
}

/** A failure stays until it is dismissed. */
export const toastFailed = (error: unknown) => {
  const problem = problemOf(error)
  // What the page itself says has no code that anybody could look up.
  show({ text: problem.detail || problem.title, kind: 'failed', ...(problem.code === 'browser.fault' ? {} : { code: problem.code }) })
}

export function Toaster() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-88 max-w-[calc(100vw-32px)] flex-col gap-2 max-md:bottom-20"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          role={toast.kind === 'failed' ? 'alert' : 'status'}
          className="pointer-events-auto flex items-start gap-2 rounded-card border border-line bg-raised p-3 shadow-float"
        >
          <Icon kind={toast.kind} />
          <div className="min-w-0 flex-1 wrap-anywhere">
            {toast.text}
            {toast.code && <div className="font-mono text-xs text-ink-3">{toast.code}</div>}
          </div>
          {toast.action && (
            <button
              type="button"
              className="font-medium text-accent"
              onClick={() => {
                toast.action?.run()
                dismiss(toast.id)
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button type="button" aria-label="Dismiss" onClick={() => dismiss(toast.id)} className={classes('text-ink-3 hover:text-ink')}>
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
    </section>
  )
}

function Icon({ kind }: Pick<Toast, 'kind'>) {
  if (kind === 'failed') return <CircleAlert size={18} aria-hidden className="shrink-0 text-failed" />
  if (kind === 'hint') return <Info size={18} aria-hidden className="shrink-0 text-ink-2" />
  return <CircleCheck size={18} aria-hidden className="shrink-0 text-done" />
}
