import type { ELK, ElkNode } from 'elkjs'
import { cardHeight, cardWidth, snap, stride } from '../model/acts'
import type { NodeDefinition, Point } from '../model/definition'
import { childrenOf, type Graph, insideOf } from '../model/graph'
import { blocksOf } from './blocks'

export type Places = ReadonlyMap<string, Point>

/** The ports by which a step may be left, from the top down. */
export type PortsOf = (node: NodeDefinition) => readonly string[]

interface Block {
  at: Map<string, Point>
  width: number
  height: number
}

/** Where the body of a loop begins, seen from its card. */
const bodyInset = { x: 40, y: cardHeight + 64 }
const bodyMargin = 24
const room = 40

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(stride - cardWidth),
  'elk.spacing.nodeNode': String(room),
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
}

/** Places the given steps in layers from left to right, where the first of them stands. The rest stay where they are. */
export async function tidy(graph: Graph, nodeIds: readonly string[], portsOf: PortsOf): Promise<Places> {
  const placed = new Map<string, Point>()
  const laid = await layOut(graph, nodeIds, portsOf)
  for (const { nodes, block } of laid) {
    const corner = { x: Math.min(...nodes.map(({ position }) => position.x)), y: Math.min(...nodes.map(({ position }) => position.y)) }
    put(placed, block, corner)
  }
  return placed
}

/** Places steps that are new: after what leads to them, or before what they lead to, where nothing lies yet. */
export async function tidyNew(graph: Graph, nodeIds: readonly string[], portsOf: PortsOf): Promise<Places> {
  const placed = new Map<string, Point>()
  const fresh = new Set([...nodeIds, ...insideOf(graph, nodeIds)])
  const standing = [...graph.nodes.values()].filter((node) => !fresh.has(node.id)).map((node) => node.position)
  for (const ids of blocksOf(graph, nodeIds))
    for (const { nodes, block } of await layOut(graph, ids, portsOf)) {
      const corner = cornerFor(graph, nodes, block, fresh)
      const others = [...standing, ...placed.values()]
      const lies = () =>
        [...block.at.values()].some(({ x, y }) =>
          others.some(
            (other) => Math.abs(other.x - x - corner.x) < cardWidth && Math.abs(other.y - y - corner.y) < cardHeight + room / 2,
          ),
        )
      while (lies()) corner.y += (cardHeight + room) / 2
      put(placed, block, corner)
    }
  return placed
}

const put = (placed: Map<string, Point>, { at }: Block, corner: Point) => {
  for (const [id, { x, y }] of at) placed.set(id, snap({ x: x + corner.x, y: y + corner.y }))
}

/** Beside the steps that stay, if any of them leads here or is led to from here. */
function cornerFor(graph: Graph, nodes: readonly NodeDefinition[], { at }: Block, fresh: ReadonlySet<string>): Point {
  for (const { from, to } of graph.edges.values()) {
    const [before, here] = [graph.nodes.get(from)?.position, at.get(to)]
    if (before && here && !fresh.has(from)) return { x: before.x + stride - here.x, y: before.y - here.y }
  }
  for (const { from, to } of graph.edges.values()) {
    const [here, after] = [at.get(from), graph.nodes.get(to)?.position]
    if (after && here && !fresh.has(to)) return { x: after.x - stride - here.x, y: after.y - here.y }
  }
  return { x: Math.min(...nodes.map(({ position }) => position.x)), y: Math.min(...nodes.map(({ position }) => position.y)) }
}

// Takes longer to make than most drawings to lay out.
let elk: Promise<ELK> | undefined

/** One block for the steps outside of loops, and one for each loop of which only the body is placed. */
async function layOut(graph: Graph, nodeIds: readonly string[], portsOf: PortsOf) {
  elk ??= import('elkjs/lib/elk.bundled.js').then(({ default: Elk }) => new Elk())
  const wanted = new Set(nodeIds)
  const byParent = new Map<string, NodeDefinition[]>()
  for (const id of nodeIds) {
    const node = graph.nodes.get(id)
    if (!node || (node.parent && wanted.has(node.parent))) continue
    const parent = node.parent ?? ''
    byParent.set(parent, [...(byParent.get(parent) ?? []), node])
  }
  const laid: { nodes: NodeDefinition[]; block: Block }[] = []
  for (const nodes of byParent.values()) laid.push({ nodes, block: await layered(await elk, graph, nodes, wanted, portsOf) })
  return laid
}

/** The steps in layers; a loop takes as much room as it needs together with its body. */
async function layered(
  elk: ELK, graph: Graph, nodes: readonly NodeDefinition[], wanted: ReadonlySet<string>, portsOf: PortsOf,
): Promise<Block> {
  const bodies = new Map<string, Block>()
  for (const { id } of nodes) {
    const body = childrenOf(graph, id).filter((child) => wanted.has(child.id))
    if (body.length > 0) bodies.set(id, await layered(elk, graph, body, wanted, portsOf))
  }
  const inside = new Set(nodes.map((node) => node.id))
  const boxes = nodes.map((node) => boxOf(node, bodies.get(node.id), portsOf(node)))
  // One alone lies where it begins: many that hang together with nothing need no layers.
  const result: ElkNode = boxes.length === 1 ? { ...boxes[0]!, id: 'root', children: boxes } : await elk.layout({
    id: 'root',
    layoutOptions: options,
    children: boxes,
    edges: [...graph.edges.values()]
      .filter((edge) => inside.has(edge.from) && inside.has(edge.to) && portsOf(graph.nodes.get(edge.from)!).includes(edge.fromPort))
      .map(({ id, from, fromPort, to }) => ({ id, sources: [`${from} out ${fromPort}`], targets: [`${to} in`] })),
  })
  const at = new Map<string, Point>()
  for (const { id, x = 0, y = 0 } of result.children ?? []) {
    at.set(id, { x, y })
    for (const [inner, spot] of bodies.get(id)?.at ?? [])
      at.set(inner, { x: x + bodyInset.x + spot.x, y: y + bodyInset.y + spot.y })
  }
  return { at, width: result.width ?? 0, height: result.height ?? 0 }
}

function boxOf({ id }: NodeDefinition, body: Block | undefined, ports: readonly string[]): ElkNode {
  const width = body ? Math.max(cardWidth, bodyInset.x + body.width + bodyMargin) : cardWidth
  return {
    id,
    width,
    height: body ? bodyInset.y + body.height + bodyMargin : cardHeight,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      { id: `${id} in`, x: 0, y: cardHeight / 2, layoutOptions: { 'elk.port.side': 'WEST' } },
      ...ports.map((port, index) => ({
        id: `${id} out ${port}`,
        x: width,
        y: (cardHeight * (index + 1)) / (ports.length + 1),
        layoutOptions: { 'elk.port.side': 'EAST' },
      })),
    ],
  }
}
