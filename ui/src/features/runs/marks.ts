import type { Step, StepStatus } from '../../api/runs'
import type { Mark } from '../../graph/canvas/flow'
import { groupBy } from '../../lib/groupBy'
import { count } from '../../lib/text'
import { durationText } from '../../lib/time'

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

/** The items of a value: of a list its own, of an object those of its only list. */
function itemsIn(value: unknown): number | null {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.values(value).filter(Array.isArray)
  return lists.length === 1 ? lists[0]!.length : null
}

/** What went on from each step, for the ways that lead from it: how many items, and how long it took. */
export function flowsOf(steps: readonly Step[]): ReadonlyMap<string, string> {
  const flows = new Map<string, string>()
  for (const [nodeId, all] of groupBy(steps, (step) => step.nodeId)) {
    const done = all.filter((step) => step.status === 'completed' && step.startedAt !== null && step.endedAt !== null)
    if (done.length === 0) continue
    const items = done.length > 1 ? done.length : itemsIn(done[0]!.output)
    const took = done.reduce((sum, step) => sum + Date.parse(step.endedAt!) - Date.parse(step.startedAt!), 0)
    flows.set(nodeId, `${items === null ? '' : `${count(items, 'item')} · `}${durationText(took)}`)
  }
  return flows
}

export function marksOf(steps: readonly Step[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  const flows = flowsOf(steps)
  for (const step of steps) {
    const known = marks.get(step.nodeId)
    if (known?.status && weight[known.status] >= weight[step.status]) continue
    const flow = flows.get(step.nodeId)
    marks.set(step.nodeId, { status: step.status, note: noteOf(step), ...(flow === undefined ? {} : { flow }) })
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
