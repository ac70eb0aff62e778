import { CircleAlert, RotateCw } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import { adviceFor, problemOf } from '../api/problem'
import { classes } from '../lib/classes'
import { Button } from './Button'

interface ErrorStateProps {
  error: unknown
  onRetry?: () => void
  /** What the button says that does so. */
  retry?: string
  compact?: boolean
}

/** What happened, what to do, and the code for those who help. */
export function ErrorState({ error, onRetry, retry = 'Try again', compact }: ErrorStateProps) {
  const problem = problemOf(error)
  const advice = adviceFor(problem)
  return (
    <div
      role="alert"
      className={classes(
        'flex items-start gap-3 rounded-card border border-failed/35 bg-failed/6',
        compact ? 'p-3' : 'mx-auto my-8 max-w-2xl p-5',
      )}
    >
      <CircleAlert size={20} aria-hidden className="shrink-0 text-failed" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{problem.title}</p>
        {problem.detail && problem.detail !== problem.title && <p className="mt-0.5 wrap-anywhere">{problem.detail}</p>}
        {problem.errors.length > 0 && (
          <ul className="mt-1 list-disc pl-5">
            {problem.errors.slice(0, 10).map((fault) => (
              <li key={`${fault.path}${fault.message}`}>{fault.message}</li>
            ))}
          </ul>
        )}
        {advice && <p className="mt-1 text-ink-2">{advice}</p>}
        <p className="mt-1 font-mono text-xs text-ink-3">{problem.code}</p>
        {onRetry && (
          <Button size="small" icon={RotateCw} onClick={onRetry} className="mt-3">
            {retry}
          </Button>
        )}
      </div>
    </div>
  )
}

/**
 * A component that is fetched when it is first shown. Where it does not come, that is said in its place, and the page
 * around it stays with all that was typed there.
 */
export const lazyPart = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(async (): Promise<{ default: ComponentType<P> }> => {
    try {
      return { default: await load() }
    } catch (error) {
      return { default: () => <ErrorState compact error={error} retry="Load the page again" onRetry={() => window.location.reload()} /> }
    }
  })
