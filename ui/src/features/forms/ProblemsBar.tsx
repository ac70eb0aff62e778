import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { FormFault } from '../../api/forms'
import { Button } from '../../ui/Button'
import { choose } from './model/builder'
import { MendButton } from './build/Marks'
import { leadTo } from './lead'
import { placeOf, useAnalysis } from './useAnalysis'

const listLook =
  'absolute end-0 z-30 mt-1 max-h-96 w-96 overflow-auto rounded-card border border-line bg-raised p-1 shadow-float ' +
  'max-sm:fixed max-sm:inset-x-2 max-sm:w-auto'

const tabOf = ({ code }: FormFault) =>
  code.startsWith('translation.') ? 'translate' : code.startsWith('logic.') ? 'logic' : null

/** What stands against publishing, and what may be meant otherwise; each leads to its field. */
export function ProblemsBar({ onGo }: { onGo: (tab: string | null, language?: string) => void }) {
  const [open, setOpen] = useState(false)
  const data = useAnalysis()
  if (!data) return null
  const { errors, warnings } = data
  const count = errors.length + warnings.length
  if (count === 0)
    return (
      <p role="status" className="flex items-center gap-1 text-dense text-ink-2 max-md:sr-only">
        <CircleCheck size={14} aria-hidden className="text-done" /> No problems
      </p>
    )
  const go = (fault: FormFault) => {
    const tab = tabOf(fault)
    if (fault.field) choose(fault.field)
    onGo(tab, fault.language ?? undefined)
    leadTo(tab ?? 'build', placeOf(fault))
    setOpen(false)
  }
  return (
    <div className="relative">
      <Button
        size="small"
        kind="quiet"
        icon={errors.length > 0 ? CircleAlert : TriangleAlert}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={errors.length > 0 ? 'text-failed!' : 'text-attention!'}
      >
        <span>
          {errors.length || count}
          <span className="max-md:sr-only">{errors.length > 0 ? ' to mend' : ' to look at'}</span>
        </span>
      </Button>
      {open && (
        <ul
          aria-label="To look at before publishing"
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          className={listLook}
        >
          {[...errors, ...warnings].map((fault, at) => (
            <li key={`${fault.path}${fault.code}${at}`}>
              <button
                type="button"
                onClick={() => go(fault)}
                className="flex w-full items-start gap-2 rounded-field px-2 py-1.5 text-left hover:bg-sunken"
              >
                {at < errors.length ? (
                  <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-failed" />
                ) : (
                  <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-attention" />
                )}
                <span className="min-w-0 wrap-anywhere">
                  <span className="sr-only">{at < errors.length ? 'Must be mended: ' : 'To look at: '}</span>
                  {fault.message}
                </span>
              </button>
              <div className="ps-8 pb-1.5 empty:hidden">
                <MendButton fault={fault} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
