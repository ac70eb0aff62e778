import type { Run, Step } from '../../api/runs'
import type { Graph } from '../../graph/model/graph'
import { classes } from '../../lib/classes'
import { between } from '../../lib/time'
import { useNow } from '../../lib/useNow'
import { stateOf, type Tone } from '../../ui/Pill'
import { barsOf, iterationText } from './marks'

const fills: Record<Tone, string> = {
  running: 'bg-running text-running',
  waiting: 'bg-waiting/25 text-waiting hatched',
  done: 'bg-done text-done',
  failed: 'bg-failed text-failed',
  attention: 'bg-attention text-attention',
  neutral: 'bg-ink-3 text-ink-3',
  accent: 'bg-accent text-accent',
}

interface TimelineProps {
  run: Run
  /** The moment shown; null for now. */
  until: string | null
  graph: Graph
  chosen: string
  onSelect: (nodeId: string) => void
}

const shownMax = 200

/** One bar a step; what waited for people or time is hatched. */
export function Timeline({ run, until, graph, chosen, onSelect }: TimelineProps) {
  const clock = useNow()
  const now = until === null ? clock : new Date(until)
  const bars = barsOf(run.steps, run.startedAt, run.endedAt, now)
  if (bars.length === 0) return null
  return (
    <section aria-label="Timeline" className="max-h-56 overflow-auto border-t border-line bg-sheet py-1.5">
      <ol>
        {bars.slice(0, shownMax).map(({ step, from, to }) => {
          const { tone, icon: Icon, word } = stateOf(step.status)
          const name = nameFor(graph, step)
          return (
            <li key={`${step.nodeId} ${step.iteration}`}>
              <button
                type="button"
                aria-pressed={step.nodeId === chosen}
                onClick={() => onSelect(step.nodeId)}
                className={classes(
                  'grid h-7 w-full grid-cols-[minmax(96px,200px)_1fr_72px] items-center gap-3 px-4 text-left text-dense',
                  step.nodeId === chosen ? 'bg-accent-soft' : 'hover:bg-sunken',
                )}
              >
                <span className="flex min-w-0 items-center gap-1.5">
                  <Icon size={14} aria-label={word} className={classes('shrink-0', `text-${tone === 'neutral' ? 'ink-3' : tone}`)} />
                  <span className="truncate">{name}</span>
                </span>
                <span className="relative h-2.5 rounded-full bg-sunken">
                  <span
                    className={classes('absolute inset-y-0 min-w-1 rounded-full', fills[step.waitingFor ? 'waiting' : tone])}
                    style={{ left: `${(from * 100).toFixed(2)}%`, width: `${(Math.max(0, to - from) * 100).toFixed(2)}%` }}
                  />
                </span>
                <span className="text-right text-xs text-ink-3">{between(step.startedAt, step.endedAt, now)}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {bars.length > shownMax && <p className="px-4 py-1 text-dense text-ink-3">and {bars.length - shownMax} more</p>}
    </section>
  )
}

const nameFor = (graph: Graph, step: Step) => {
  const name = graph.nodes.get(step.nodeId)?.name ?? step.nodeId
  return step.iteration === '' ? name : `${name} (${iterationText(step.iteration)})`
}
