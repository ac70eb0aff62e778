import { create } from 'zustand'
import type { Run, Step } from '../../../api/runs'
import { edgesInto, type Graph, graphOf } from '../../../graph/model/graph'
import { count } from '../../../lib/text'
import { stateOf } from '../../../ui/Pill'
import { draft } from '../draft/store'
import { saveNow } from '../draft/sync'
import { type HeldStep, type PinnedOutput, type Trial, type TrialRequest, tryWorkflow } from './api'

/** What a step was seen to do, and the drawing in which it did. */
export interface Result {
  step: Step
  graph: Graph
  /** In words: "a trial", "the run of …". */
  origin: string
}

interface Trials {
  workflowId: string
  results: ReadonlyMap<string, Result>
  /** How far the trial goes that is under way. */
  busy: { nodeId: string | null } | null
  /** How the last one went, in a few words. */
  said: string
  /** Steps that were not done, and what to ask before they are. */
  held: { steps: readonly HeldStep[]; again: () => void } | null
  error: unknown
}

const none: Trials = { workflowId: '', results: new Map(), busy: null, said: '', held: null, error: null }

/** What was tried here since the workflow was opened. Trials are no runs: nobody else sees them. */
export const useTrials = create<Trials>(() => none)

/** The results of a run, where no trial is newer. */
export function resultsOf(run: Run | null, name: string): ReadonlyMap<string, Result> {
  if (!run) return none.results
  const graph = graphOf(name, run.definition)
  return new Map(
    run.steps.filter((step) => step.status !== 'skipped').map((step) => [step.nodeId, { step, graph, origin: 'run' } satisfies Result]),
  )
}

interface Ask {
  /** How far to go; null for the draft as a whole. */
  nodeId: string | null
  alone: boolean
  input: unknown
  pins: ReadonlyMap<string, PinnedOutput>
  known: ReadonlyMap<string, Result>
  effects?: boolean
}

export const forgetTrials = () => useTrials.setState(none)

/** Runs a step alone on what is known of the steps before it, everything up to it, or all. Null where that failed. */
export async function tryStep(ask: Ask): Promise<Trial | null> {
  const { workflowId } = draft()
  if (useTrials.getState().busy) return null
  const { nodeId } = ask
  useTrials.setState({ ...(useTrials.getState().workflowId === workflowId ? {} : none), workflowId, busy: { nodeId }, error: null })
  try {
    await saveNow()
    const graph = draft().graph
    const answer = await tryWorkflow(workflowId, {
      ...(nodeId === null ? {} : { nodeId }),
      alone: ask.alone,
      input: ask.input,
      pinned: pinnedFor(graph, ask),
      ...(ask.effects ? { effects: true } : {}),
    })
    const done = doneIn(answer)
    const results = new Map(useTrials.getState().results)
    for (const step of done.values()) results.set(step.nodeId, { step, graph, origin: 'trial' })
    const again = () => void tryStep({ ...ask, effects: true })
    const held = answer.held.length > 0 ? { steps: answer.held, again } : null
    useTrials.setState({ results, busy: null, said: saidOf(nodeId, done, graph), held })
    return answer
  } catch (error) {
    useTrials.setState({ busy: null, error })
    return null
  }
}

/** The steps that were done; of the rounds of a loop the last, or the one that failed. */
function doneIn({ steps, held }: Trial): ReadonlyMap<string, Step> {
  const left = new Set(held.map((step) => step.nodeId))
  const done = new Map<string, Step>()
  for (const step of steps) {
    const isDone = !left.has(step.nodeId) && step.status !== 'skipped' && step.status !== 'pending'
    if (isDone && done.get(step.nodeId)?.status !== 'failed') done.set(step.nodeId, step)
  }
  return done
}

function saidOf(nodeId: string | null, done: ReadonlyMap<string, Step>, graph: Graph): string {
  const step = done.get(nodeId ?? '')
  if (step) return `${graph.nodes.get(step.nodeId)?.name}: ${stateOf(step.status).word}`
  if (done.size === 0) return 'Nothing could be tried'
  const failed = [...done.values()].find(({ status }) => status === 'failed')
  const why = failed ? `“${graph.nodes.get(failed.nodeId)?.name}” failed: ${failed.error?.message ?? ''}` : 'none failed'
  return `${count(done.size, 'step')} tried, ${why}`
}

function pinnedFor(graph: Graph, { nodeId, alone, pins, known }: Ask): TrialRequest['pinned'] {
  const pinned: TrialRequest['pinned'] = {}
  // Alone, a step is given what the steps before it were seen to give; what is pinned is stronger.
  if (alone && nodeId !== null)
    for (const { from, fromPort } of edgesInto(graph, nodeId)) {
      const step = known.get(from)?.step
      if (step && step.output !== null) pinned[from] = { output: step.output, port: fromPort }
    }
  for (const [id, pin] of pins)
    if (id !== nodeId && graph.nodes.has(id)) pinned[id] = { output: pin.output, ...(pin.port ? { port: pin.port } : {}) }
  return pinned
}
