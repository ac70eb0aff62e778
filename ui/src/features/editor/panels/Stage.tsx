import { useMemo } from 'react'
import type { NodeType } from '../../../api/nodes'
import { Canvas } from '../../../graph/canvas/Canvas'
import { Drawing } from '../../../graph/canvas/cards/drawing'
import { comparison } from '../../../graph/canvas/comparison'
import type { Mark } from '../../../graph/canvas/flow'
import type { CanvasActs } from '../../../graph/canvas/handling/hands'
import { WhatNext } from '../../../graph/canvas/next'
import { EdgeActs } from '../../../graph/canvas/StepEdge'
import type { Graph } from '../../../graph/model/graph'
import { cut, drawing } from '../acts'
import { useCanvasMenu } from '../menus/CanvasMenu'
import { SelectionBar } from '../menus/SelectionBar'
import { followPointer } from '../commands/pointer'
import { CanvasControls } from '../CanvasControls'
import type { EditorCommand } from '../commands/context'
import { select, useDraft } from '../draft/store'
import { EmptyCanvas } from '../EmptyCanvas'
import { Announcer } from './Announcer'
import { Guides } from './Guides'
import { Slicer } from './Slicer'
import { OnCanvas } from '../presence/OnCanvas'

interface StageProps {
  graph: Graph
  /** An earlier state, which is looked at instead of the draft. */
  earlier: Graph | null
  /** What the earlier state is compared with. */
  against: Graph
  types: ReadonlyMap<string, NodeType>
  marks: ReadonlyMap<string, Mark>
  /** Null for those who may only look. */
  acts: CanvasActs | null
  commands: readonly EditorCommand[]
  onInsert: (edgeId: string) => void
  onNext: (nodeId: string, port: string) => void
  /** The port by which each step was left in the run that is looked at. */
  taken?: ReadonlyMap<string, string | null> | undefined
  /** The step that the first view is about, where not all can be legible; the beginning without one. */
  focus?: string | undefined
  onBegin: () => void
  /** Asks what to add at a place of the screen. */
  onAddAt: (at: { x: number; y: number }) => void
  onFirst: (type: NodeType) => void
}

/** The canvas in the middle of the editor, with the draft or an earlier state on it. */
export function Stage({
  graph,
  earlier,
  against,
  types,
  marks,
  acts,
  commands,
  onInsert,
  onNext,
  taken,
  focus,
  onBegin,
  onAddAt,
  onFirst,
}: StageProps) {
  const { selection, selectedEdge, editable } = useDraft()
  const compared = useMemo(() => (earlier ? comparison(earlier, against) : null), [earlier, against])
  const edgeActs = useMemo(() => (acts ? { insert: onInsert, cut } : null), [acts === null, onInsert])
  const { onContextMenu, menu } = useCanvasMenu(commands, acts ? onAddAt : null)
  return (
    <EdgeActs value={edgeActs}>
      <WhatNext value={acts ? onNext : null}>
        <Drawing value={acts ? drawing : null}>
          <div className="relative min-h-0 flex-1" onContextMenu={onContextMenu} {...followPointer}>
            <Canvas
              key={earlier ? 'earlier' : 'now'}
              graph={compared?.graph ?? graph}
              types={types}
              marks={compared?.marks ?? marks}
              {...(taken && !earlier ? { taken } : {})}
              focus={focus}
              selection={earlier ? [] : selection}
              selectedEdge={selectedEdge}
              onSelect={select}
              acts={acts}
              minimap
            >
              <CanvasControls commands={commands} />
              {!earlier && <OnCanvas graph={graph} />}
              {acts && <Slicer />}
              {acts && <Guides />}
              {acts && <SelectionBar commands={commands} />}
            </Canvas>
            {!earlier && <Announcer />}
            {menu}
            {graph.nodes.size + graph.notes.size === 0 && !earlier && (
              <EmptyCanvas types={types} editable={editable} onAdd={onBegin} onPick={onFirst} />
            )}
          </div>
        </Drawing>
      </WhatNext>
    </EdgeActs>
  )
}
