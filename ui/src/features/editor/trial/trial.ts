import { create } from 'zustand'
import type { Run, Step } from '../../../api/runs'
import { type HeldStep, type PinnedOutput, type TrialRequest, tryWorkflow } from './api'
import { edgesInto, type Graph, graphOf } from '../../../graph/model/graph'
import { draft } from '../draft/store'
import { saveNow } from '../draft/sync'

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
  busy: string | null
  /** The step that was tried last. */
  last: string | null
  /** Steps that were not done, and what to ask before they are. */
  held: { steps: readonly HeldStep[]; again: () => void } | null
  error: unknown
}

const none: Trials = { workflowId: '', results: new Map(), busy: null, last: null, held: null, error: null }

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
  nodeId: string
  alone: boolean
  input: unknown
  pins: ReadonlyMap<string, PinnedOutput>
  known: ReadonlyMap<string, Result>
  effects?: boolean
}

/** Runs a step alone on what is known of the steps before it, or everything up to it. */
export async function tryStep(ask: Ask) {
  const { workflowId } = draft()
  if (useTrials.getState().busy) return
  useTrials.setState({ ...(useTrials.getState().workflowId === workflowId ? {} : none), workflowId, busy: ask.nodeId, error: null })
  try {
    await saveNow()
    const graph = draft().graph
    const answer = await tryWorkflow(workflowId, {
      nodeId: ask.nodeId,
      alone: ask.alone,
      input: ask.input,
      pinned: pinnedFor(graph, ask),
      ...(ask.effects ? { effects: true } : {}),
    })
    const held = new Set(answer.held.map((step) => step.nodeId))
    const results = new Map(useTrials.getState().results)
    for (const step of answer.steps)
      if (!held.has(step.nodeId) && step.status !== 'skipped' && step.status !== 'pending')
        results.set(step.nodeId, { step, graph, origin: 'trial' })
    const again = () => void tryStep({ ...ask, effects: true })
    useTrials.setState({ results, busy: null, last: ask.nodeId, held: answer.held.length > 0 ? { steps: answer.held, again } : null })
  } catch (error) {
    useTrials.setState({ busy: null, error })
  }
}

function pinnedFor(graph: Graph, { nodeId, alone, pins, known }: Ask): TrialRequest['pinned'] {
  const pinned: TrialRequest['pinned'] = {}
  // Alone, a step is given what the steps before it were seen to give; what is pinned is stronger.
  if (alone)
    for (const { from, fromPort } of edgesInto(graph, nodeId)) {
      const step = known.get(from)?.step
      if (step && step.output !== null) pinned[from] = { output: step.output, port: fromPort }
    }
  for (const [id, pin] of pins)
    if (id !== nodeId && graph.nodes.has(id)) pinned[id] = { output: pin.output, ...(pin.port ? { port: pin.port } : {}) }
  return pinned
}
