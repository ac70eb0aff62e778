import { useQuery } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { useLiveQueries } from '../../api/live'
import { nodeTypesQuery } from '../../api/nodes'
import { failedStep, runQuery, useRunEvents } from '../../api/runs'
import { useCrumb } from '../../app/shell/crumb'
import { LoadingPage } from '../../app/shell/Shell'
import { Canvas } from '../../graph/canvas/Canvas'
import { graphOf } from '../../graph/model/graph'
import { useFilters } from '../../lib/useFilters'
import { ErrorState } from '../../ui/ErrorState'
import { PageBody } from '../../ui/PageHeader'
import { EventScrubber } from './EventScrubber'
import { marksOf, takenOf } from './marks'
import { RunHeader } from './RunHeader'
import { StepPanel } from './StepPanel'
import { Timeline } from './Timeline'

/** One run: drawn on its canvas, as bars over time, and event by event. */
export function RunPage() {
  const { runId = '' } = useParams()
  const [{ at, step: chosen }, set] = useFilters('at', 'step')
  const moment = /^\d+$/.test(at) ? Number(at) : null
  const latest = useQuery(runQuery(runId))
  const earlier = useQuery({ ...runQuery(runId, moment), enabled: moment !== null, placeholderData: (before) => before })
  const types = useQuery(nodeTypesQuery)
  const events = useRunEvents(runId, moment ?? latest.data?.lastVersion).data?.items ?? []
  useLiveQueries(`run:${runId}`, ['runs', 'one', runId, null], ['runs', 'events', runId])
  const run = moment === null ? latest.data : (earlier.data ?? latest.data)
  useCrumb(run?.workflowName)
  const graph = useMemo(() => (run ? graphOf(run.workflowName, run.definition) : null), [run?.workflowName, run?.definition])
  const typeMap = useMemo(() => new Map((types.data ?? []).map((type) => [type.type, type])), [types.data])
  const names = useMemo(() => new Map(run?.definition.nodes.map((node) => [node.id, node.name])), [run?.definition])
  const marks = useMemo(() => marksOf(run?.steps ?? []), [run?.steps])
  const taken = useMemo(() => takenOf(run?.steps ?? []), [run?.steps])
  if (latest.error && !latest.data)
    return (
      <PageBody>
        <ErrorState error={latest.error} onRetry={() => void latest.refetch()} />
      </PageBody>
    )
  if (!run || !graph || !types.data) return <LoadingPage />
  // The header speaks of the run as it is now, and acts on that; all else shows the chosen moment.
  const present = latest.data ?? run
  const select = (nodeId: string | null) => set({ step: nodeId })
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-auto">
      <RunHeader run={present} />
      <div className="flex min-h-0 flex-1 max-md:flex-none max-md:flex-col">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-0 flex-1 max-md:h-[46dvh] max-md:flex-none">
            <ReactFlowProvider>
              <Canvas
                graph={graph}
                types={typeMap}
                marks={marks}
                taken={taken}
                focus={chosen || failedStep(run)?.nodeId || run.steps.findLast((one) => one.status !== 'skipped')?.nodeId}
                selection={chosen === '' ? [] : [chosen]}
                onSelect={(nodeIds) => select(nodeIds.at(-1) ?? null)}
              />
            </ReactFlowProvider>
          </div>
          <EventScrubber events={events} names={names} last={present.lastVersion} at={moment} onMove={(next) => set({ at: next })} />
          <Timeline
            run={run}
            until={moment === null ? null : (events.find((event) => event.version === run.version)?.timestamp ?? null)}
            graph={graph}
            chosen={chosen}
            onSelect={select}
          />
        </div>
        <StepPanel run={run} graph={graph} nodeId={chosen} onClose={() => select(null)} />
      </div>
    </div>
  )
}
