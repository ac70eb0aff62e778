import type { Step, StepStatus } from '../../api/runs'
import type { Mark } from '../../graph/canvas/flow'

/** Of several iterations the one that matters most is shown: what failed, then what is under way. */
const weight: Record<StepStatus, number> = {
  failed: 7,
  running: 6,
  retrying: 5,
  waiting: 4,
  completed: 3,
  skipped: 2,
  pending: 1,
}

const noteOf = (step: Step) => step.error?.message ?? step.waitingFor?.description ?? ''

export function marksOf(steps: readonly Step[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const step of steps) {
    const known = marks.get(step.nodeId)
    if (known?.status && weight[known.status] >= weight[step.status]) continue
    marks.set(step.nodeId, { status: step.status, note: noteOf(step) })
  }
  return marks
}

/** The way by which each finished step was left; null when it was left by all its ways. */
export const takenOf = (steps: readonly Step[]): ReadonlyMap<string, string | null> =>
  new Map(steps.filter((step) => step.status === 'completed' || step.port !== null).map((step) => [step.nodeId, step.port]))

export interface Bar {
  step: Step
  /** Shares of the whole, 0 to 1. */
  from: number
  to: number
}

/** Steps as bars over the time of the run; what has not ended reaches to the right edge. */
export function barsOf(steps: readonly Step[], startedAt: string, endedAt: string | null, now: Date): Bar[] {
  const begin = new Date(startedAt).getTime()
  const end = Math.max(begin + 1, new Date(endedAt ?? now).getTime())
  const share = (at: string | null) => (at === null ? 1 : Math.min(1, Math.max(0, (new Date(at).getTime() - begin) / (end - begin))))
  return steps
    .filter((step) => step.startedAt !== null)
    .map((step) => ({ step, from: share(step.startedAt), to: share(step.endedAt) }))
    .sort((a, b) => a.from - b.from)
}

/** "2/1" counts from nought: the third item of the outer loop, the second of the inner. */
export const iterationText = (iteration: string) =>
  iteration
    .split('/')
    .map((part) => Number(part) + 1)
    .join(', ')
