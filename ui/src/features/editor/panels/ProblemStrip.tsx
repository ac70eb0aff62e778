import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { Problem } from '../../../api/workflows'
import type { Fix } from '../../../graph/check/finding'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import type { Mendable } from '../useValidation'

interface ProblemList {
  open: boolean
  /** Publishing was refused for what the list names. */
  refused: boolean
  /** Until when the focus goes to the first problem as soon as it is known. */
  wantedUntil: number
}

const folded: ProblemList = { open: false, refused: false, wantedUntil: 0 }
const useProblemList = create(() => folded)
const verdictMs = 3_000

/** Opens the list because nothing could be published, and leads to its first line. */
export const showProblems = () =>
  useProblemList.setState({ open: true, refused: true, wantedUntil: performance.now() + verdictMs })

interface ProblemStripProps {
  problems: readonly Mendable[]
  checking: boolean
  onGo: (problem: Problem) => void
  /** Null for those who may only look. */
  onFix: ((fix: Fix) => void) | null
}

/** What stands in the way of publishing, always in sight; a click goes there. */
export function ProblemStrip({ problems, checking, onGo, onFix }: ProblemStripProps) {
  const { open, refused, wantedUntil } = useProblemList()
  const list = useRef<HTMLUListElement>(null)
  const errors = problems.filter((problem) => problem.severity === 'error')
  const warnings = problems.length - errors.length
  const Fold = open ? ChevronDown : ChevronUp
  const hasErrors = errors.length > 0
  useEffect(() => () => useProblemList.setState(folded), [])
  useEffect(() => {
    if (!hasErrors) useProblemList.setState({ refused: false })
  }, [hasErrors])
  useEffect(() => {
    if (hasErrors && performance.now() < wantedUntil) list.current?.querySelector('button')?.focus()
  }, [hasErrors, wantedUntil])
  return (
    <section aria-label="Problems" className="border-t border-line bg-sheet">
      <p aria-live="polite" className="sr-only">
        {checking ? '' : `${count(errors.length, 'error')}, ${count(warnings, 'warning')}`}
      </p>
      <button
        type="button"
        aria-expanded={open}
        disabled={problems.length === 0}
        onClick={() => useProblemList.setState({ ...folded, open: !open })}
        className="flex h-9 pointer-coarse:h-11 w-full items-center gap-4 px-4 text-dense disabled:cursor-default"
      >
        {problems.length === 0 && (
          <span className="flex items-center gap-1.5 text-done">
            <CircleCheck size={15} aria-hidden /> {checking ? 'Checking…' : 'Nothing to mend'}
          </span>
        )}
        {errors.length > 0 && (
          <span className="flex items-center gap-1.5 text-failed">
            <CircleAlert size={15} aria-hidden /> {count(errors.length, 'error')}
          </span>
        )}
        {warnings > 0 && (
          <span className="flex items-center gap-1.5 text-attention">
            <TriangleAlert size={15} aria-hidden /> {count(warnings, 'warning')}
          </span>
        )}
        {!open && errors[0] && <span className="truncate text-ink-2 max-md:hidden">{errors[0].message}</span>}
        {problems.length > 0 && <Fold size={16} aria-hidden className="ml-auto shrink-0 text-ink-3" />}
      </button>
      {refused && hasErrors && (
        <p role="alert" className="border-t border-line px-4 py-2 font-medium text-failed">
          Not published yet: {errors.length === 1 ? 'one error stands' : `${errors.length} errors stand`} in the way.
        </p>
      )}
      {open && problems.length > 0 && (
        <ul ref={list} className="max-h-44 overflow-auto border-t border-line py-1">
          {[...errors, ...problems.filter((problem) => problem.severity !== 'error')].map((problem, index) => (
            <li key={`${problem.nodeId}${problem.code}${index}`} className="flex items-center pr-4 hover:bg-sunken">
              <button
                type="button"
                onClick={() => onGo(problem)}
                className="flex min-w-0 flex-1 items-start gap-2 px-4 py-1.5 text-left text-dense pointer-coarse:py-3"
              >
                {problem.severity === 'error' ? (
                  <CircleAlert size={15} aria-label="Error" className="mt-0.5 shrink-0 text-failed" />
                ) : (
                  <TriangleAlert size={15} aria-label="Warning" className="mt-0.5 shrink-0 text-attention" />
                )}
                <span className="flex-1">{problem.message}</span>
                <span className="font-mono text-xs text-ink-3 max-md:hidden">{problem.code}</span>
              </button>
              {problem.fix && onFix && (
                <Button size="small" onClick={() => onFix(problem.fix!)}>
                  {problem.fix.label}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
