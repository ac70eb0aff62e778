import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { type Run, runQuery, type Step } from '../../../api/runs'
import { flowsOf, takenOf } from '../../runs/marks'
import { type PinnedOutput, usePins } from './api'
import type { Mark } from '../../../graph/canvas/flow'
import { whyStale } from '../../../graph/check/stale'
import type { Graph } from '../../../graph/model/graph'
import { useLastRun } from '../useLastRun'
import { type Result, resultsOf, useTrials } from './trial'

const noPins: ReadonlyMap<string, PinnedOutput> = new Map<string, PinnedOutput>()
const noSteps: readonly Step[] = []

export interface Results {
  /** The run whose data is shown: the one in the address, or the newest. */
  run: Run | null
  /** Whether the run was asked for in the address. */
  isChosen: boolean
  results: ReadonlyMap<string, Result>
  pins: ReadonlyMap<string, PinnedOutput>
  /** The steps whose ways lie on the canvas: of the run that was asked for, or of what was tried. */
  shown: readonly Step[]
  /** The port by which each of these was left. */
  taken: ReadonlyMap<string, string | null>
}

/** What is known of the steps: from the run that is looked at, and from trials, which are newer. */
export function useResults(workflowId: string): Results {
  const wanted = useSearchParams()[0].get('run')
  const chosen = useQuery({ ...runQuery(wanted ?? ''), enabled: wanted !== null }).data ?? null
  const last = useLastRun(workflowId)
  const run = wanted ? chosen : last
  const trials = useTrials((state) => (state.workflowId === workflowId ? state.results : null))
  const pins = usePins(workflowId) ?? noPins
  const results = useMemo(() => new Map([...resultsOf(run, ''), ...(trials ?? [])]), [run, trials])
  const isChosen = wanted !== null && chosen !== null
  const shown = useMemo(() => {
    if (isChosen) return run?.steps ?? noSteps
    return trials && trials.size > 0 ? [...trials.values()].map(({ step }) => step) : noSteps
  }, [isChosen, run, trials])
  const taken = useMemo(() => takenOf(shown), [shown])
  return useMemo(() => ({ run, isChosen, results, pins, shown, taken }), [run, isChosen, results, pins, shown, taken])
}

/** Marks of trials and pins, and of the run that is looked at, laid over those of the problems. */
export function useResultMarks(marks: ReadonlyMap<string, Mark>, graph: Graph, { results, pins, isChosen, shown }: Results) {
  const busy = useTrials((state) => state.busy?.nodeId ?? null)
  return useMemo(() => {
    if (results.size + pins.size === 0 && busy === null) return marks
    const all = new Map(marks)
    for (const [nodeId, flow] of flowsOf(shown)) all.set(nodeId, { ...all.get(nodeId), flow })
    for (const [nodeId, { step, graph: then, origin }] of results) {
      if (!graph.nodes.has(nodeId) || (origin === 'run' && !isChosen)) continue
      const stale = whyStale(then, graph, nodeId)
      const note = stale ?? step.error?.message
      const old = all.get(nodeId)
      const note2 = [old?.note, note].filter(Boolean).join('\n')
      all.set(nodeId, { ...old, ...(stale ? { stale } : { status: step.status }), ...(note2 ? { note: note2 } : {}) })
    }
    for (const nodeId of pins.keys()) if (graph.nodes.has(nodeId)) all.set(nodeId, { ...all.get(nodeId), pinned: true })
    if (busy !== null && graph.nodes.has(busy)) all.set(busy, { ...all.get(busy), status: 'running' })
    return all
  }, [marks, graph, results, pins, isChosen, shown, busy])
}
