import { along } from '../model/acts'
import { same } from '../model/difference'
import { edgesInto, type Graph } from '../model/graph'

/** Why a result from an earlier drawing may no longer hold for a step; null while nothing that matters changed. */
export function whyStale(then: Graph, now: Graph, nodeId: string): string | null {
  if (then === now) return null
  const [before, after] = [then.nodes.get(nodeId), now.nodes.get(nodeId)]
  if (!before || !after) return 'The step is new since then.'
  if (changed(before, after)) return 'Its settings changed since then.'
  if (!same(ways(then, nodeId), ways(now, nodeId))) return 'What leads to it changed since then.'
  for (const id of along(now, [nodeId], 'before')) {
    if (id === nodeId) continue
    const [old, fresh] = [then.nodes.get(id), now.nodes.get(id)!]
    if (!old) return `“${fresh.name}” came in before it.`
    if (changed(old, fresh)) return `“${fresh.name}” before it changed since then.`
    if (!same(ways(then, id), ways(now, id))) return `What leads to “${fresh.name}” before it changed since then.`
  }
  return null
}

const parts = ['type', 'config', 'disabled', 'onError', 'join', 'parent'] as const

type Parts = { readonly [name in (typeof parts)[number]]?: unknown }
const plain: Parts = { disabled: false, onError: 'stop', join: 'all' }

const changed = (before: Parts, after: Parts) =>
  before !== after && parts.some((name) => !same(before[name] ?? plain[name] ?? null, after[name] ?? plain[name] ?? null))

const ways = (graph: Graph, nodeId: string) =>
  edgesInto(graph, nodeId)
    .map((edge) => `${edge.from} ${edge.fromPort}`)
    .sort()
