import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react'
import type { NodeType } from '../../api/nodes'
import type { StepStatus } from '../../api/runs'
import { cardHeight, cardWidth } from '../model/acts'
import { hasInput, outPorts, summaryOf } from '../model/catalogue'
import type { NodeDefinition } from '../model/definition'
import type { Graph } from '../model/graph'
import { frameOf } from '../model/loops'

/** What is known of a node beside its definition: how it fared in a run, and what is wrong with it. */
export interface Mark {
  status?: StepStatus
  note?: string
  errorCount?: number
  warningCount?: number
}

export interface StepData extends Record<string, unknown> {
  node: NodeDefinition
  type: NodeType | undefined
  summary: string
  inputs: boolean
  ports: string[]
  mark: Mark | undefined
}

export interface FrameData extends Record<string, unknown> {
  name: string
}

export type StepNode = Node<StepData, 'step'>
export type FrameNode = Node<FrameData, 'frame'>
export type FlowNode = StepNode | FrameNode

export type Types = ReadonlyMap<string, NodeType>

const ariaOf = (node: NodeDefinition, type: NodeType | undefined, mark: Mark | undefined) =>
  [
    node.name,
    type?.name ?? 'unknown type',
    node.disabled ? 'disabled' : '',
    mark?.status ?? '',
    mark?.errorCount ? `${mark.errorCount} errors` : '',
  ]
    .filter(Boolean)
    .join(', ')

/** A port is a dot of 10 px in a target that a mouse, or a finger, can hit: canvas.css. */
const target = globalThis.matchMedia?.('(pointer: coarse)').matches ? 44 : 28
export const dotInset = (target - 10) / 2

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

function stepNode(node: NodeDefinition, types: Types, mark: Mark | undefined): StepNode {
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
    data: { node, type, mark, summary: summaryOf(node, type), inputs, ports },
  }
}

/** Nodes for the canvas. Those whose definition and mark did not change are the same objects as before. */
export function flowNodes(graph: Graph, types: Types, marks: ReadonlyMap<string, Mark>, before: readonly FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const steps = [...graph.nodes.values()].map((node) => {
    const old = known.get(node.id)
    const mark = marks.get(node.id)
    const same =
      old?.type === 'step' && old.data.node === node && old.data.mark === mark && old.data.type === types.get(node.type)
    return same ? old : stepNode(node, types, mark)
  })
  return [...frames(graph, types), ...steps]
}

/** A loop is drawn with a frame around the steps that it repeats. */
function frames(graph: Graph, types: Types): FrameNode[] {
  return [...graph.nodes.values()].flatMap((node): FrameNode[] => {
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
        data: { name: node.name },
      },
    ]
  })
}

export function flowEdges(graph: Graph, marks: ReadonlyMap<string, Mark>, taken: ReadonlyMap<string, string | null>): Edge[] {
  const showing = taken.size > 0
  return [...graph.edges.values()].map((edge) => {
    const flowed = taken.get(edge.from)
    const state = !showing || flowed === undefined ? '' : flowed === null || flowed === edge.fromPort ? 'taken' : 'dead'
    const skipped = marks.get(edge.from)?.status === 'skipped' ? 'dead' : ''
    return {
      id: edge.id,
      type: 'step',
      source: edge.from,
      sourceHandle: edge.fromPort,
      target: edge.to,
      className: state || skipped,
      data: { port: edge.fromPort },
    }
  })
}
