import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Mark } from '../useAnalysis'

/** What is wrong with a field or a page, where it is. */
export function Marks({ marks, className = '' }: { marks: readonly Mark[] | undefined; className?: string }) {
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
          </span>
        </li>
      ))}
    </ul>
  )
}
