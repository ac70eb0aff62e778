import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { type Problem, validateWorkflow } from '../../api/workflows'
import type { Mark } from '../../graph/canvas/flow'
import { definitionOf, type Graph } from '../../graph/model/graph'
import { useDebounced } from '../../lib/useDebounced'
import { useDraft } from './draft/store'

const restMs = 350
const none: readonly Problem[] = []

/** The verdict of the server on the draft as it is drawn now, sent along, so that it needs no save. */
export function useValidation(workflowId: string, graph: Graph) {
  const rested = useDebounced(graph, restMs)
  const meaning = useMemo(() => {
    const definition = definitionOf(rested)
    return { definition, key: JSON.stringify(definition.nodes.map(({ position: _, ...node }) => node)) + JSON.stringify(definition.edges) }
  }, [rested])
  const query = useQuery({
    queryKey: ['workflows', 'validation', workflowId, meaning.key],
    queryFn: ({ signal }) => validateWorkflow(workflowId, meaning.definition, signal),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    staleTime: 60_000,
  })
  const problems = query.data ?? none
  useEffect(() => useDraft.setState({ problems }), [problems])
  const marks = useMemo(() => marksOf(problems), [problems])
  return { problems, marks, checking: query.isFetching }
}

function marksOf(problems: readonly Problem[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const { nodeId, severity, message } of problems) {
    if (!nodeId) continue
    const mark = marks.get(nodeId) ?? {}
    marks.set(nodeId, {
      note: mark.note ? `${mark.note}\n${message}` : message,
      errorCount: (mark.errorCount ?? 0) + (severity === 'error' ? 1 : 0),
      warningCount: (mark.warningCount ?? 0) + (severity === 'warning' ? 1 : 0),
    })
  }
  return marks
}
