import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { FormFault } from '../../../api/forms'
import { Button } from '../../../ui/Button'
import { mendOf } from '../mending'
import type { Mark } from '../useAnalysis'

type MarksProps = {
  marks: readonly Mark[] | undefined
  /** Whether what one click mends can be mended here. */
  mendable?: boolean
  className?: string
}

/** What is wrong with a field or a page, where it is. */
export function Marks({ marks, mendable = false, className = '' }: MarksProps) {
  if (!marks || marks.length === 0) return null
  return (
    <ul className={`grid gap-1 text-dense ${className}`}>
      {marks.map((mark, at) => (
        <li key={`${mark.code}${at}`} className={`flex items-start gap-1.5 ${mark.severe ? 'text-failed' : 'text-attention'}`}>
          {mark.severe ? (
            <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          ) : (
            <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          )}
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">{mark.severe ? 'Must be mended: ' : 'To look at: '}</span>
            {mark.message}
            {mendable && <MendButton fault={mark} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** One click, where there is only one thing to do. */
export function MendButton({ fault }: { fault: FormFault }) {
  const found = mendOf(fault)
  if (!found) return null
  return (
    <span className="mt-1 block">
      <Button size="small" onClick={found.mend}>
        {found.label}
      </Button>
    </span>
  )
}
