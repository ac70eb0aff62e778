import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react'
import type { NodeType } from '../../api/nodes'
import type { StepStatus } from '../../api/runs'
import { cardHeight, cardWidth } from '../model/acts'
import { count } from '../../lib/text'
import { stateOf } from '../../ui/Pill'
import { hasInput, outPorts, portLabel, summaryOf } from '../model/catalogue'
import type { CanvasGroup, CanvasNote, NodeDefinition } from '../model/definition'
import { cornerOf, frameOfGroup, groupKey, membersOf, noteKey } from '../model/drawing'
import type { Graph } from '../model/graph'
import { frameOf } from '../model/loops'

/** What is known of a node beside its definition: how it fared in a run, and what is wrong with it. */
export interface Mark {
  status?: StepStatus
  note?: string
  errorCount?: number
  warningCount?: number
  /** Why its last result may no longer hold. */
  stale?: string
  /** What became of it between two states that are compared. */
  change?: 'added' | 'removed' | 'changed' | 'moved'
  /** How it fared in past runs: in words on hover, in short on the card. */
  past?: string
  /** Its output is pinned. */
  pinned?: boolean
  /** What went on from it in a run: "12 items, 1.2 s". */
  flow?: string
}

export interface StepData extends Record<string, unknown> {
  node: NodeDefinition
  type: NodeType | undefined
  summary: string
  inputs: boolean
  ports: readonly string[]
  /** Ports that lead nowhere yet. */
  open: readonly string[]
  mark: Mark | undefined
}

export interface FrameData extends Record<string, unknown> {
  name: string
}

export interface NoteData extends Record<string, unknown> {
  note: CanvasNote
}

export interface GroupData extends Record<string, unknown> {
  group: CanvasGroup
  count: number
}

export type StepNode = Node<StepData, 'step'>
export type FrameNode = Node<FrameData, 'frame'>
export type NoteNode = Node<NoteData, 'note'>
export type GroupNode = Node<GroupData, 'cluster'>
export type FlowNode = StepNode | FrameNode | NoteNode | GroupNode

export type Types = ReadonlyMap<string, NodeType>

/** What a step is called to those who do not see it. */
export const ariaOf = (node: NodeDefinition, type: NodeType | undefined, mark: Mark | undefined) =>
  [
    node.name,
    type?.name ?? 'unknown type',
    node.disabled ? 'off' : '',
    mark?.status ? stateOf(mark.status).word : '',
    mark?.stale ? 'stale' : '',
    mark?.change ?? '',
    mark?.pinned ? 'output pinned' : '',
    mark?.errorCount ? count(mark.errorCount, 'error') : '',
    mark?.warningCount ? count(mark.warningCount, 'warning') : '',
  ]
    .filter(Boolean)
    .join(', ')

/** A port is a dot of 10 px in a target that a mouse, or a finger, can hit: canvas.css. */
const target = globalThis.matchMedia?.('(pointer: coarse)').matches ? 44 : 28
export const dotInset = (target - 10) / 2
/** Where what stands behind a dot begins, so that both can be hit. */
export const behindDot = target / 2 + 10

/** Where the ports are, told beforehand: nothing is measured, and lines reach steps that are not in the page. */
const entrance: NodeHandle = {
  type: 'target', position: Position.Left, x: -target / 2, y: (cardHeight - target) / 2, width: target, height: target,
}
const handlesOf = (inputs: boolean, ports: readonly string[]): NodeHandle[] => [
  ...(inputs ? [entrance] : []),
  ...ports.map((id, index) => ({
    id,
    type: 'source' as const,
    position: Position.Right,
    x: cardWidth - target / 2,
    y: (cardHeight * (index + 1)) / (ports.length + 1) - target / 2,
    width: target,
    height: target,
  })),
]

function stepNode(node: NodeDefinition, types: Types, mark: Mark | undefined, led: ReadonlySet<string> | undefined): StepNode {
  const type = types.get(node.type)
  const [inputs, ports] = [hasInput(type), outPorts(node, type)]
  return {
    id: node.id,
    type: 'step',
    handles: handlesOf(inputs, ports),
    position: node.position,
    width: cardWidth,
    height: cardHeight,
    measured: { width: cardWidth, height: cardHeight },
    ariaLabel: ariaOf(node, type, mark),
    data: { node, type, mark, summary: summaryOf(node, type), inputs, ports, open: ports.filter((port) => !led?.has(port)) },
  }
}

/** Nodes for the canvas. Those whose definition and mark did not change are the same objects as before. */
export function flowNodes(graph: Graph, types: Types, marks: ReadonlyMap<string, Mark>, before: readonly FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const folded = foldedIn(graph)
  const led = ledFrom(graph)
  const steps = [...graph.nodes.values()].filter((node) => !folded.has(node.id)).map((node) => {
    const old = known.get(node.id)
    const mark = marks.get(node.id)
    const same =
      old?.type === 'step' && old.data.node === node && old.data.mark === mark && old.data.type === types.get(node.type) &&
      old.data.open.length === old.data.ports.length - countIn(old.data.ports, led.get(node.id))
    return same ? old : stepNode(node, types, mark, led.get(node.id))
  })
  return [...notes(graph), ...groups(graph), ...frames(graph, types, folded), ...steps]
}

/** The ports of each step from which a way leads on. */
function ledFrom(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const led = new Map<string, Set<string>>()
  for (const { from, fromPort } of graph.edges.values()) (led.get(from) ?? led.set(from, new Set()).get(from)!).add(fromPort)
  return led
}

const countIn = (ports: readonly string[], led: ReadonlySet<string> | undefined) =>
  led === undefined ? 0 : ports.reduce((sum, port) => sum + (led.has(port) ? 1 : 0), 0)

/** The folded group that each hidden step is drawn as. */
function foldedIn(graph: Graph): ReadonlyMap<string, string> {
  const folded = new Map<string, string>()
  for (const group of graph.groups.values())
    if (group.collapsed) for (const id of membersOf(graph, group.id)) folded.set(id, groupKey.for(group.id))
  return folded
}

const notes = (graph: Graph): NoteNode[] =>
  [...graph.notes.values()].map((note) => ({
    id: noteKey.for(note.id),
    type: 'note',
    position: { x: note.x, y: note.y },
    width: note.width,
    height: note.height,
    measured: { width: note.width, height: note.height },
    zIndex: -2,
    ariaLabel: `Note: ${note.text.slice(0, 80)}`,
    data: { note },
  }))

function groups(graph: Graph): GroupNode[] {
  const card = { width: cardWidth, height: cardHeight }
  return [...graph.groups.values()].flatMap((group): GroupNode[] => {
    const count = membersOf(graph, group.id).length
    if (count === 0) return []
    const frame = group.collapsed ? { ...cornerOf(graph, group.id), ...card } : frameOfGroup(graph, group.id, card)
    const { width, height } = frame
    return [
      {
        id: groupKey.for(group.id),
        type: 'cluster',
        position: { x: frame.x, y: frame.y },
        width,
        height,
        measured: { width, height },
        zIndex: group.collapsed ? 0 : -2,
        ariaLabel: `Group ${group.name}, ${count} steps${group.collapsed ? ', folded' : ''}`,
        ...(group.collapsed ? { handles: [{ ...entrance, id: 'in' }, ...handlesOf(false, ['out'])] } : {}),
        data: { group, count },
      },
    ]
  })
}

/** A loop is drawn with a frame around the steps that it repeats. */
function frames(graph: Graph, types: Types, folded: ReadonlyMap<string, string>): FrameNode[] {
  return [...graph.nodes.values()].flatMap((node): FrameNode[] => {
    if (folded.has(node.id)) return []
    const frame = frameOf(graph, node, types.get(node.type)?.isContainer ?? false)
    if (!frame) return []
    const { x, y, width, height } = frame
    return [
      {
        id: `frame:${node.id}`,
        type: 'frame',
        position: { x, y },
        width,
        height,
        measured: { width, height },
        selectable: false,
        draggable: false,
        focusable: false,
        zIndex: -1,
        // A hand that reaches into it means the paper.
        style: { pointerEvents: 'none' },
        data: { name: node.name },
      },
    ]
  })
}

/** Under what the mark of a line is kept, beside those of the steps. */
export const edgeKey = (id: string) => `edge:${id}`

/** Lines for the canvas. Those that look as before are the same objects as before. */
export function flowEdges(
  graph: Graph, marks: ReadonlyMap<string, Mark>, taken: ReadonlyMap<string, string | null>, before: readonly Edge[],
): Edge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const showing = taken.size > 0
  const folded = foldedIn(graph)
  return [...graph.edges.values()].flatMap((edge): Edge[] => {
    const [from, to] = [folded.get(edge.from), folded.get(edge.to)]
    if (from && from === to) return []
    const flowed = taken.get(edge.from)
    const state = !showing || flowed === undefined ? '' : flowed === null || flowed === edge.fromPort ? 'taken' : 'dead'
    const mark = marks.get(edge.from)
    const skipped = mark?.status === 'skipped' ? 'dead' : ''
    const drawn: Edge = {
      id: edge.id,
      type: 'step',
      source: from ?? edge.from,
      sourceHandle: from ? 'out' : edge.fromPort,
      target: to ?? edge.to,
      ...(to ? { targetHandle: 'in' } : {}),
      className: state || skipped || (marks.get(edgeKey(edge.id))?.change ?? ''),
      ariaLabel: `Line from ${graph.nodes.get(edge.from)?.name}, ${portLabel(edge.fromPort)}, to ${graph.nodes.get(edge.to)?.name}`,
      data: { port: edge.fromPort, flow: state === 'taken' ? mark?.flow : undefined, folded: Boolean(from ?? to) },
    }
    const old = known.get(edge.id)
    return [old && looksLike(old, drawn) ? old : drawn]
  })
}

const looksLike = (one: Edge, other: Edge) =>
  one.source === other.source && one.sourceHandle === other.sourceHandle && one.target === other.target &&
  one.targetHandle === other.targetHandle && one.className === other.className && one.ariaLabel === other.ariaLabel &&
  one.data?.['port'] === other.data?.['port'] && one.data?.['flow'] === other.data?.['flow']
