import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { NodeType } from '../../api/nodes'
import { type Problem, validateWorkflow } from '../../api/workflows'
import type { Mark } from '../../graph/canvas/flow'
import type { Finding, Fix } from '../../graph/check/finding'
import { validate, type Verdict } from '../../graph/check/validate'
import { withTitles } from '../../graph/check/wording'
import { definitionOf, type Graph } from '../../graph/model/graph'
import { useDebounced } from '../../lib/useDebounced'
import { useDraft } from './draft/store'

const restMs = 350

/** A problem that can be mended by one click. */
export interface Mendable extends Problem {
  fix?: Fix
}

const problemOf = ({ nodeId, path, code, message, fix }: Finding, severity: Problem['severity']): Mendable => ({
  nodeId, path, code, message, severity, edgeId: null, ...(fix ? { fix } : {}),
})

const noVerdict: Verdict = { faults: [], findings: [] }
const noProblems: readonly Mendable[] = []

/**
 * The verdict on the draft as it is drawn now: the browser's as soon as it rests, then the server's, to whom the draft
 * is sent along, so that it needs no save.
 */
export function useValidation(workflowId: string, graph: Graph, types: ReadonlyMap<string, NodeType>) {
  // The first drawing too has to rest: nobody waits for its verdict, but everybody for the drawing.
  const rested = useDebounced(graph, restMs, null)
  const own = useMemo(() => (rested ? timed(() => validate(rested, types)) : noVerdict), [rested, types])
  const meaning = useMemo(() => {
    if (!rested) return null
    const { layout: _, ...definition } = definitionOf(rested)
    const nodes = definition.nodes.map(({ position: _at, ...node }) => node)
    return { definition, key: JSON.stringify([nodes, definition.edges, definition.settings]) }
  }, [rested])
  const query = useQuery({
    queryKey: ['workflows', 'validation', workflowId, meaning?.key],
    queryFn: meaning ? ({ signal }) => validateWorkflow(workflowId, meaning.definition, signal) : skipToken,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    staleTime: 60_000,
  })
  const found = useMemo((): readonly Mendable[] => {
    if (!rested) return noProblems
    const findings = own.findings.map((finding) => problemOf(finding, 'warning'))
    const sure = query.data && !query.isPlaceholderData ? query.data : own.faults.map((fault) => problemOf(fault, 'error'))
    const said = new Set(findings.map((finding) => `${finding.nodeId} ${finding.code}`))
    const all = [...sure.filter((problem) => !said.has(`${problem.nodeId} ${problem.code}`)), ...findings]
    return all.map((problem) => ({ ...problem, message: withTitles(problem, rested, types) }))
  }, [own, query.data, query.isPlaceholderData, rested, types])
  // Mostly the server finds what the browser found: then nothing is drawn again.
  const [problems, setProblems] = useState(noProblems)
  if (problems !== found && JSON.stringify(problems) !== JSON.stringify(found)) setProblems(found)
  useEffect(() => {
    if (useDraft.getState().problems !== problems) useDraft.setState({ problems })
  }, [problems])
  const marks = useMemo(() => marksOf(problems), [problems])
  return { problems, marks, checking: !rested || query.isFetching }
}

/** How long it took is kept by the browser, where the measures read it. */
function timed<T>(work: () => T): T {
  const start = performance.now()
  const result = work()
  performance.measure?.('validate', { start })
  return result
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
