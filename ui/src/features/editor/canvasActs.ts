import type { NodeType } from '../../api/nodes'
import type { CanvasActs } from '../../graph/canvas/handling/hands'
import { edgeBetween, whyNotConnect } from '../../graph/model/acts'
import type { Edit } from '../../graph/model/edit'
import { apply, edgesAt } from '../../graph/model/graph'
import { toastDone, toastFailed } from '../../ui/Toast'
import { moveSteps, type Place } from './acts'
import { act, draft } from './draft/store'
import { nudge } from './panels/Guides'

export function connect(from: string, port: string, to: string) {
  const { graph } = draft()
  const edge = edgeBetween(from, port, to)
  const why = whyNotConnect(graph, from, to)
  if (why) toastFailed(new Error(why))
  else if (graph.edges.has(edge.id)) toastDone('They are connected already.')
  else act(`Connect ${graph.nodes.get(from)?.name} to ${graph.nodes.get(to)?.name}`, [{ type: 'connect', edge }])
}

function reconnect(edgeId: string, from: string, port: string, to: string) {
  const { graph } = draft()
  const away: Edit = { type: 'disconnect', edgeId }
  const why = whyNotConnect(apply(graph, away), from, to)
  if (why) toastFailed(new Error(why))
  else act('Lead a line elsewhere', [away, { type: 'connect', edge: edgeBetween(from, port, to) }])
}

interface Ports {
  types: ReadonlyMap<string, NodeType>
  add: (type: NodeType, at: Place) => void
  choose: (place: Place) => void
  open: (nodeId: string) => void
}

/** What a hand on the canvas does to the draft. */
export const canvasActs = ({ types, add, choose, open }: Ports): CanvasActs => ({
  move: (to, onEdge) => {
    const by = nudge()
    moveSteps(new Map([...to].map(([id, at]) => [id, { x: at.x + by.x, y: at.y + by.y }])), onEdge, types)
  },
  connect,
  mayConnect: (from, to) => whyNotConnect(draft().graph, from, to) === null,
  connectToVoid: (from, port, at) => choose({ after: from, port, at: { x: at.x, y: at.y - 28 } }),
  drop: (type, at, edgeId) => {
    const found = types.get(type)
    const corner = { x: at.x - 100, y: at.y - 28 }
    if (found) add(found, edgeId ? { edge: edgeId, at: corner } : { at: corner })
  },
  open,
  reconnect,
  isLoose: (nodeId) => edgesAt(draft().graph, nodeId).length === 0,
})
