import { useReactFlow } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import type { NodeType } from '../../api/nodes'
import { failedStep } from '../../api/runs'
import type { Workflow } from '../../api/workflows'
import { useCommands } from '../../app/commands/commands'
import { useStable } from '../../lib/useStable'
import { addStep, arrivingAt, cut, type Place } from './acts'
import { editorCommands } from './commands/commands'
import { useConnecting } from './commands/connecting'
import { type Side, usePorts } from './commands/usePorts'
import { act, draft, select, useDraft } from './draft/store'
import { focusStep, goToProblem, goToStep, seeStep, showAll } from './going'
import { Inspector } from './inspector/Inspector'
import { useShownStep } from './inspector/useShownStep'
import { WideInspector } from './inspector/WideInspector'
import { shownKeys, useEditorKeys } from './commands/keys'
import { useWithMyKeys } from './mine/keys'
import { useMyTypes } from './mine/types'
import { InsertDialog } from './palette/InsertDialog'
import { Palette } from './palette/Palette'
import { Conflicts } from './panels/Conflicts'
import { HistoryPanel } from './history/HistoryPanel'
import type { Moment } from './history/moment'
import { ImportedDialog } from './panels/ImportedDialog'
import { type Opened, OpenedDialog } from './panels/OpenedDialog'
import { Outline } from './outline/Outline'
import { ProblemStrip } from './panels/ProblemStrip'
import { Stage } from './panels/Stage'
import { Toolbar } from './Toolbar'
import { usePresence } from './presence/others'
import { cardAround, placeFor, pointOnPane } from './places'
import { restore } from './restore'
import { HeldDialog } from './trial/HeldDialog'
import { RunBanner } from './trial/RunBanner'
import { usePastMarks } from './trial/usePast'
import { useResultMarks, useResults } from './trial/useResults'
import { useShowFailure } from './trial/useShowFailure'
import { canvasActs, connect } from './canvasActs'
import { useAgainst, useEarlier } from './useEarlier'
import { useValidation } from './useValidation'

export function Editor({ workflow, types: list }: { workflow: Workflow; types: NodeType[] }) {
  const state = useDraft()
  const { workflowId, graph, selection, editable } = state
  const types = useMemo(() => new Map(list.map((type) => [type.type, type])), [list])
  const flow = useReactFlow()
  const [place, setPlace] = useState<Place | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [wide, setWide] = useState<string | null>(null)
  const [side, setSide] = useState({ palette: true, outline: false, history: false })
  const [moment, setMoment] = useState<Moment | null>(null)
  const { problems, marks: faults, checking } = useValidation(workflowId, graph, types)
  const results = useResults(workflowId)
  const marks = usePastMarks(workflowId, useResultMarks(faults, graph, results))
  const earlier = useEarlier(workflowId, moment)
  const against = useAgainst(workflowId, moment) ?? graph
  usePresence(workflowId)
  const { remember } = useMyTypes()
  const go = (nodeId: string) => goToStep(flow, nodeId)
  useShowFailure(results, go)
  const toggle = (name: Side) => setSide((now) => ({ ...now, [name]: !now[name] }))
  const { ports, publishing } = usePorts({
    workflow,
    types,
    results,
    insert: () => setPlace(placeFor(types)),
    openNode: setWide,
    openDialog: setOpened,
    toggle,
    showOutline: () => setSide((now) => ({ ...now, outline: true })),
  })
  // Enter means another thing while a step is being connected.
  useConnecting()
  const commands = useWithMyKeys(editorCommands(state, ports))
  useEditorKeys(commands)
  useCommands(
    useMemo(
      () => commands.map((one) => ({ ...one, section: one.group, shortcut: one.keys[0] ? shownKeys(one.keys[0]) : one.group })),
      // Names and reasons change with the draft and with publishing alone.
      [state, workflow.published],
    ),
  )

  const add = (type: NodeType, at: Place) => {
    remember(type.type)
    const added = addStep(type, at, types)
    setPlace(null)
    if (graph.nodes.size === 0) showAll(flow)
    else seeStep(flow, added)
  }
  // These go to the palette and to every step and line: they stay the same, so that those are not drawn anew.
  const addSomewhere = useStable((type: NodeType) => add(type, placeFor(types, type)))
  const hidePalette = useCallback(() => setSide((now) => ({ ...now, palette: false })), [])
  const insertInto = useCallback((edge: string) => setPlace({ edge }), [])
  const askNext = useCallback((after: string, port: string) => setPlace({ after, port }), [])
  const wayActs = editable ? { connect, cut, add: askNext } : null
  const acts = canvasActs({ types, add, choose: setPlace, open: setWide })
  const addAt = (at: { x: number; y: number }) => setPlace({ at: cardAround(flow.screenToFlowPosition(at)) })
  const onDoubleClick = (event: React.MouseEvent) => {
    const at = editable ? pointOnPane(event, flow) : null
    if (at) setPlace({ at })
  }
  const chosen = graph.nodes.get(useShownStep(selection.length === 1 ? selection[0] : undefined) ?? '')
  const wideNode = wide ? graph.nodes.get(wide) : undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Toolbar commands={commands} publishing={publishing} workflow={workflow} />
      <div className="flex min-h-0 flex-1">
        {side.palette && editable && !moment && (
          <Palette types={list} onAdd={addSomewhere} onClose={hidePalette} />
        )}
        {side.outline && (
          <Outline
            graph={graph}
            types={types}
            selection={selection}
            onSelect={go}
            marks={marks}
            acts={wayActs}
            onSettings={ports.toggleOutline}
            onClose={ports.toggleOutline}
          />
        )}
        <div className="relative flex min-w-0 flex-1 flex-col" onDoubleClick={onDoubleClick}>
          {results.isChosen && results.run && <RunBanner run={results.run} workflow={workflow} />}
          <Conflicts />
          <Stage
            graph={graph}
            earlier={earlier}
            against={against}
            types={types}
            marks={marks}
            acts={editable && !earlier ? acts : null}
            commands={commands}
            onInsert={insertInto}
            onNext={askNext}
            taken={results.taken}
            focus={results.isChosen && results.run ? failedStep(results.run)?.nodeId : undefined}
            onBegin={ports.insert}
            onAddAt={addAt}
            onFirst={addSomewhere}
          />
          <ProblemStrip
            problems={problems}
            checking={checking}
            onGo={(problem) => goToProblem(flow, problem)}
            onFix={editable && !earlier ? ({ label, edits }) => act(label, edits) : null}
          />
        </div>
        {side.history ? (
          <HistoryPanel
            workflowId={workflowId}
            moment={moment}
            earlier={earlier}
            now={against}
            onShow={setMoment}
            canRestore={editable && earlier !== null}
            onRestore={() => {
              if (earlier) restore(earlier)
              setMoment(null)
            }}
            onClose={() => {
              setMoment(null)
              toggle('history')
            }}
          />
        ) : (
          chosen && (
            <Inspector
              node={chosen}
              type={types.get(chosen.type)}
              results={results}
              commands={commands}
              behind={side.outline}
              onOpen={() => setWide(chosen.id)}
              onClose={() => select([])}
            />
          )
        )}
      </div>
      {place && (
        <InsertDialog
          types={list}
          follows={'after' in place || 'edge' in place}
          arriving={arrivingAt(graph, place, types)}
          onPick={(type) => add(type, type.isTrigger && !place.at ? placeFor(types, type) : place)}
          onClose={() => setPlace(null)}
          onPicked={() => focusStep(draft().selection[0])}
        />
      )}
      {wideNode && (
        <WideInspector node={wideNode} types={types} results={results} onClose={() => setWide(null)} />
      )}
      <HeldDialog types={types} />
      <ImportedDialog />
      {opened && <OpenedDialog which={opened} workflow={workflow} commands={commands} onClose={() => setOpened(null)} />}
    </div>
  )
}
