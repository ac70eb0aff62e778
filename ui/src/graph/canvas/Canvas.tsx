import './canvas.css'
import {
  applyNodeChanges, ConnectionMode, type Edge, type NodeChange, ReactFlow, type ReactFlowInstance, SelectionMode, useStoreApi,
  type Viewport,
} from '@xyflow/react'
import { type ReactNode, useMemo, useState } from 'react'
import { isDark, useTheme } from '../../app/theme'
import { useStable } from '../../lib/useStable'
import { grid } from '../model/acts'
import type { Graph } from '../model/graph'
import { Dots } from './Dots'
import { Far, isFar, manyCount } from './far'
import { FarEdges } from './FarEdges'
import { type FlowNode, flowEdges, flowNodes, type Mark, type Types } from './flow'
import { withMembers } from './handling/members'
import { asOnePicture, byHand } from './handling/moving'
import { Frame } from './cards/Frame'
import { GroupFrame } from './cards/GroupFrame'
import { NoteCard } from './cards/NoteCard'
import { Overview } from './Overview'
import { StepCard } from './cards/StepCard'
import { StepEdge } from './StepEdge'
import { type CanvasActs, useHands } from './handling/hands'
import { useSelection } from './handling/selection'
import { showFirst } from './view'

const nodeTypes = { step: StepCard, frame: Frame, note: NoteCard, cluster: GroupFrame }
const edgeTypes = { step: StepEdge }
const nothing: ReadonlyMap<string, never> = new Map<string, never>()
const noEdges: Edge[] = []
/** React Flow takes a new object for a new setting, and tells every step of it. */
const [snapGrid, addingKeys, hideAttribution] = [[grid, grid] as [number, number], ['Shift', 'Control', 'Meta'], { hideAttribution: true }]

/** A finger moves the canvas. A mouse draws a frame around steps, and moves it with the middle button, Space or the wheel. */
const byFinger = globalThis.matchMedia?.('(pointer: coarse)').matches ?? false
const panButtons = byFinger ? true : [1]
const panKeys = ['Space', 'Control', 'Meta']

/** What the browser reads out beside the name of a step or line that has the focus. */
const spoken = {
  'node.a11yDescription.default': 'Enter opens it, arrows lead on to others, C connects it, question mark shows all keys.',
  'edge.a11yDescription.default': 'Enter selects the line. Then Delete removes it, and Tab inserts a step.',
}

/** How far the hand may move between pressing and letting go, and the click is still a click. */
const handTremblePx = 4

interface CanvasProps {
  graph: Graph
  types: Types
  marks?: ReadonlyMap<string, Mark>
  /** The port by which each finished step was left; null for all. */
  taken?: ReadonlyMap<string, string | null>
  selection: readonly string[]
  selectedEdge?: string | null
  onSelect: (nodeIds: string[], edgeId: string | null) => void
  acts?: CanvasActs | null
  minimap?: boolean
  /** The node to begin with, where the whole does not fit legibly. */
  focus?: string | undefined
  children?: ReactNode
}

export function Canvas(props: CanvasProps) {
  const { graph, types, marks = nothing, taken = nothing, selection, selectedEdge = null, onSelect, acts, minimap, focus, children } = props
  const dark = isDark(useTheme((state) => state.choice))
  const hands = useHands(acts)
  const store = useStoreApi()
  const viewport = () => store.getState().domNode?.querySelector('.react-flow__viewport')
  const [moving] = useState(() => asOnePicture(() => viewport()?.classList))
  const [far, setFar] = useState(false)
  const [nodes, setNodes] = useState<FlowNode[]>(() => flowNodes(graph, types, marks, []))
  const [built, setBuilt] = useState(() => ({ graph, types, marks, taken, edges: flowEdges(graph, marks, taken, []) }))
  if (built.graph !== graph || built.types !== types || built.marks !== marks || built.taken !== taken) {
    setBuilt({ graph, types, marks, taken, edges: flowEdges(graph, marks, taken, built.edges) })
    setNodes(flowNodes(graph, types, marks, nodes))
  }
  const shown = useMemo(() => {
    const chosen = new Set(selection)
    return nodes.map((node) => (Boolean(node.selected) === chosen.has(node.id) ? node : { ...node, selected: chosen.has(node.id) }))
  }, [nodes, selection])
  const edges = useMemo(
    () => built.edges.map((edge) => (edge.id === selectedEdge ? { ...edge, selected: true, reconnectable: !edge.data?.['folded'] } : edge)),
    [built.edges, selectedEdge],
  )

  const chosen = useSelection(selection, selectedEdge, onSelect)
  const onNodesChange = useStable((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.filter((change) => change.type === 'position' || change.type === 'dimensions')
    if (moves.length > 0) setNodes((before) => applyNodeChanges(withMembers(moves, before, graph), before))
    chosen.nodesChanged(changes)
  })
  const onNodeClick = useStable((event: React.MouseEvent, node: FlowNode) => {
    if (node.selectable !== false) chosen.clicked(event, node.id)
  })
  const onInit = useStable((instance: ReactFlowInstance<FlowNode>) => showFirst(instance, focus))
  const onPaneClick = useStable(() => chosen.choose([], null))
  const onKeyDown = useStable((event: React.KeyboardEvent) => {
    const edge = (event.target as HTMLElement).closest('.react-flow__edge')?.getAttribute('data-id')
    if (!edge || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    event.stopPropagation()
    chosen.choose([], edge)
  })
  const onEdgesChange = useStable(chosen.edgesChanged)
  // The first turn of a wheel is told as a start alone.
  const onMoveStart = useStable((event: MouseEvent | TouchEvent | null) => {
    if (event) byHand.movedAt = performance.now()
  })
  const onMove = useStable((event: MouseEvent | TouchEvent | null, viewport: Viewport) => {
    onMoveStart(event)
    moving(viewport)
    setFar((was) => isFar(viewport.zoom, was))
  })

  const many = nodes.length > manyCount
  const simple = far && many
  return (
    <Far value={simple}>
    <ReactFlow
      aria-label="Canvas"
      nodes={shown}
      edges={simple ? noEdges : edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={dark ? 'dark' : 'light'}
      onInit={onInit}
      minZoom={0.1}
      maxZoom={2}
      onlyRenderVisibleElements={many}
      nodesDraggable={Boolean(acts)}
      nodesConnectable={Boolean(acts)}
      nodesFocusable
      edgesFocusable={Boolean(acts)}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode="Shift"
      multiSelectionKeyCode={addingKeys}
      selectionMode={SelectionMode.Partial}
      connectionMode={ConnectionMode.Strict}
      panActivationKeyCode={panKeys}
      panOnDrag={panButtons}
      selectionOnDrag={!byFinger}
      panOnScroll
      panOnScrollSpeed={1}
      ariaLabelConfig={spoken}
      edgesReconnectable={false}
      nodeClickDistance={handTremblePx}
      nodeDragThreshold={handTremblePx}
      paneClickDistance={handTremblePx}
      elevateNodesOnSelect={false}
      snapToGrid
      snapGrid={snapGrid}
      zoomOnDoubleClick={false}
      proOptions={hideAttribution}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onMoveStart={onMoveStart}
      onMove={onMove}
      onPaneClick={onPaneClick}
      onNodeClick={onNodeClick}
      onKeyDown={onKeyDown}
      {...hands}
      {...chosen.frames}
    >
      <Dots />
      {simple && <FarEdges nodes={shown} edges={edges} />}
      {minimap && graph.nodes.size > 0 && <Overview graph={graph} />}
      {children}
    </ReactFlow>
    </Far>
  )
}
