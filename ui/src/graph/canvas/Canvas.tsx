import './canvas.css'
import {
  applyNodeChanges, type Connection, ConnectionMode, type Edge, type FinalConnectionState, type NodeChange, ReactFlow,
  type ReactFlowInstance, SelectionMode, useReactFlow, type Viewport,
} from '@xyflow/react'
import { type ReactNode, useMemo, useState } from 'react'
import { isDark, useTheme } from '../../app/theme'
import { useStable } from '../../lib/useStable'
import { grid } from '../model/acts'
import type { Point } from '../model/definition'
import type { Graph } from '../model/graph'
import { Dots } from './Dots'
import { Far, isFar, manyCount } from './far'
import { FarEdges } from './FarEdges'
import { type FlowNode, flowEdges, flowNodes, type Mark, type Types } from './flow'
import { withMembers } from './handling/members'
import { Frame } from './cards/Frame'
import { GroupFrame } from './cards/GroupFrame'
import { NoteCard } from './cards/NoteCard'
import { Overview } from './Overview'
import { StepCard } from './cards/StepCard'
import { StepEdge } from './StepEdge'
import { useSelection } from './handling/selection'
import { showFirst } from './view'

const nodeTypes = { step: StepCard, frame: Frame, note: NoteCard, cluster: GroupFrame }
const edgeTypes = { step: StepEdge }
const nothing: ReadonlyMap<string, never> = new Map<string, never>()
const noEdges: Edge[] = []
/** React Flow takes a new object for a new setting, and tells every step of it. */
const [snapGrid, addingKeys, hideAttribution] = [[grid, grid] as [number, number], ['Shift', 'Control', 'Meta'], { hideAttribution: true }]

export const draggedType = 'application/x-concertmaster-node-type'

/** How far the hand may move between pressing and letting go, and the click is still a click. */
const handTremblePx = 4

/** What can be done on the canvas; without it the canvas shows and selects only. */
export interface CanvasActs {
  move: (to: ReadonlyMap<string, Point>, droppedOnEdge: string | null) => void
  connect: (from: string, port: string, to: string) => void
  mayConnect: (from: string, to: string) => boolean
  /** A connection was let go over nothing: ask what comes next. */
  connectToVoid: (from: string, port: string, at: Point) => void
  drop: (type: string, at: Point, edgeId: string | null) => void
  open: (nodeId: string) => void
}

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

const edgeAt = (x: number, y: number) =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge')?.getAttribute('data-id'))
    .find((id) => id) ?? null

/** While it moves the drawing is one picture that is shifted; at rest it is drawn sharp again. */
const markMoving = (moving: boolean) => document.querySelector('.react-flow__viewport')?.classList.toggle('moving', moving)
const [beginsMoving, endsMoving] = [() => markMoving(true), () => markMoving(false)]

const clientOf = (event: MouseEvent | TouchEvent | React.MouseEvent) =>
  'clientX' in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 })

export function Canvas(props: CanvasProps) {
  const { graph, types, marks = nothing, taken = nothing, selection, selectedEdge = null, onSelect, acts, minimap, focus, children } = props
  const dark = isDark(useTheme((state) => state.choice))
  const flow = useReactFlow()
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
    () => built.edges.map((edge) => (edge.id === selectedEdge ? { ...edge, selected: true } : edge)),
    [built.edges, selectedEdge],
  )

  const chosen = useSelection(selection, selectedEdge, onSelect)
  const onNodesChange = useStable((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.filter((change) => change.type === 'position' || change.type === 'dimensions')
    if (moves.length > 0) setNodes((before) => applyNodeChanges(withMembers(moves, before, graph), before))
    chosen.nodesChanged(changes)
  })
  const onConnect = useStable(({ source, sourceHandle, target }: Connection) => acts?.connect(source, sourceHandle ?? 'out', target))
  const onConnectEnd = useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    if (state.isValid || state.toNode || !state.fromNode || state.fromHandle?.type !== 'source') return
    const at = clientOf(event)
    acts?.connectToVoid(state.fromNode.id, state.fromHandle.id ?? 'out', flow.screenToFlowPosition({ x: at.clientX, y: at.clientY }))
  })
  const onDrop = (event: React.DragEvent) => {
    const type = event.dataTransfer.getData(draggedType)
    if (!type || !acts) return
    event.preventDefault()
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    acts.drop(type, at, edgeAt(event.clientX, event.clientY))
  }
  const onNodeDragStop = useStable((event: MouseEvent | TouchEvent, _: FlowNode, moved: FlowNode[]) => {
    const at = clientOf(event)
    const one = moved.length === 1 ? edgeAt(at.clientX, at.clientY) : null
    acts?.move(new Map(moved.map((node) => [node.id, node.position])), one)
  })
  const isValid = useStable(
    (connection: Connection | { source: string; target: string }) => acts?.mayConnect(connection.source, connection.target) ?? false,
  )
  const onNodeClick = useStable((event: React.MouseEvent, node: FlowNode) => {
    if (node.selectable !== false) chosen.clicked(event, node.id)
  })
  const onNodeDoubleClick = useStable((_: React.MouseEvent, node: FlowNode) => {
    if (node.type === 'step') acts?.open(node.id)
  })
  const onInit = useStable((instance: ReactFlowInstance<FlowNode>) => showFirst(instance, focus))
  const onPaneClick = useStable(() => chosen.choose([], null))
  const onEdgesChange = useStable(chosen.edgesChanged)
  const onMove = useStable((_: unknown, { zoom }: Viewport) => setFar((was) => isFar(zoom, was)))

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
      panActivationKeyCode="Space"
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
      onMoveStart={beginsMoving}
      onMove={onMove}
      onMoveEnd={endsMoving}
      onPaneClick={onPaneClick}
      onNodeClick={onNodeClick}
      onConnect={onConnect}
      onConnectEnd={onConnectEnd}
      isValidConnection={isValid}
      onNodeDragStop={onNodeDragStop}
      onNodeDoubleClick={onNodeDoubleClick}
      onDragOver={(event) => event.dataTransfer.types.includes(draggedType) && event.preventDefault()}
      onDrop={onDrop}
    >
      <Dots />
      {simple && <FarEdges nodes={shown} edges={edges} />}
      {minimap && graph.nodes.size > 0 && <Overview graph={graph} />}
      {children}
    </ReactFlow>
    </Far>
  )
}
