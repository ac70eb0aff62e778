import type { Scope } from '../../../expression/scope'
import { edgesInto, type Graph } from '../../../graph/model/graph'
import type { Results } from './useResults'

/** What an expression of a step would see: what is pinned first, then trials, then the run that is looked at. */
export function scopeOf(graph: Graph, nodeId: string, { run, results, pins }: Results): Scope | null {
  const steps: Record<string, unknown> = {}
  for (const [id, { step }] of results) if (step.output !== null) steps[id] = step.output
  for (const [id, pin] of pins) steps[id] = pin.output
  const before = edgesInto(graph, nodeId).find((edge) => edge.from in steps)
  const input = (before ? steps[before.from] : results.get(nodeId)?.step.input) ?? run?.input
  if (input === undefined || input === null) return null
  return {
    input,
    bindings: {
      input,
      trigger: run?.input ?? {},
      steps,
      vars: graph.settings['vars'] ?? {},
      run: run ? { id: run.id, workflowId: run.workflowId, startedAt: run.startedAt } : {},
      item: Array.isArray(input) ? input[0] : null,
      index: 0,
    },
  }
}
