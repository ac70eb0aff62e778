import { groupBy } from '../../lib/groupBy'
import type { EdgeDefinition, NodeDefinition } from '../model/definition'

interface Drawn {
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
}

type Tell = (line: string) => void

const reach = (edges: readonly EdgeDefinition[], start: readonly string[], stop: string): Set<string> => {
  const next = groupBy(edges, (edge) => edge.from)
  const seen = new Set(start.filter((id) => id !== stop))
  const open = [...seen]
  while (open.length > 0)
    for (const { to } of next.get(open.pop()!) ?? [])
      if (to !== stop && !seen.has(to)) {
        seen.add(to)
        open.push(to)
      }
  return seen
}

/**
 * Loop Over Items goes round in a circle there; here all that its second way leads to becomes the body of the loop.
 * Other circles are cut at the way that leads back, and told of.
 */
export function withoutCircles({ nodes, edges }: Drawn, isTrigger: (id: string) => boolean, tell: Tell): Drawn {
  const nameOf = new Map(nodes.map((node) => [node.id, node.name]))
  const words = ({ from, to }: EdgeDefinition) => `“${nameOf.get(from)}” to “${nameOf.get(to)}”`
  const { parents, kept } = bodies(nodes, edges, isTrigger)
  const inside = kept.filter((edge) => {
    const same = parents.get(edge.from) === parents.get(edge.to)
    if (!same) tell(`The way from ${words(edge)} would cross the border of a loop, and is left out.`)
    return same
  })
  const back = waysBack(nodes, inside)
  for (const edge of back) tell(`The way back from ${words(edge)} is left out: use a Loop, or let the step be tried again.`)
  return {
    nodes: nodes.map((node) => (parents.has(node.id) ? { ...node, parent: parents.get(node.id)! } : node)),
    edges: inside.filter((edge) => !back.has(edge)),
  }
}

function bodies(nodes: readonly NodeDefinition[], edges: readonly EdgeDefinition[], isTrigger: (id: string) => boolean) {
  const loops = nodes
    .filter((node) => node.type === 'Loop')
    .map(({ id }) => {
      const begins = edges.filter((edge) => edge.from === id && edge.fromPort === 'body').map((edge) => edge.to)
      const after = reach(
        edges,
        edges.filter((edge) => edge.from === id && edge.fromPort === 'out').map((edge) => edge.to),
        id,
      )
      const body = [...reach(edges, begins, id)].filter((one) => !after.has(one) && !isTrigger(one))
      return { id, body: new Set(body) }
    })
  // The inner of two loops has the smaller body, and the last word.
  loops.sort((a, b) => b.body.size - a.body.size)
  const parents = new Map<string, string>()
  for (const { id, body } of loops) for (const one of body) if (!leadsUpTo(parents, id, one)) parents.set(one, id)
  const kept = edges.filter((edge) => {
    const loop = loops.find(({ id }) => id === edge.from)
    if (loop && edge.fromPort === 'body') return false
    return !loops.some(({ id, body }) => edge.to === id && body.has(edge.from))
  })
  return { parents, kept }
}

/** Whether a step already stands, at any depth, within another: then the other cannot stand within it. */
function leadsUpTo(parents: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at; at = parents.get(at)) if (at === to) return true
  return false
}

/** The edges that close a circle, found by walking from what starts. */
function waysBack(nodes: readonly NodeDefinition[], edges: readonly EdgeDefinition[]): Set<EdgeDefinition> {
  const next = groupBy(edges, (edge) => edge.from)
  const into = new Set(edges.map((edge) => edge.to))
  const back = new Set<EdgeDefinition>()
  const state = new Map<string, 'open' | 'done'>()
  const starts = [...nodes.filter((node) => !into.has(node.id)), ...nodes]
  for (const { id } of starts) {
    if (state.has(id)) continue
    const path: { id: string; ways: EdgeDefinition[] }[] = [{ id, ways: [...(next.get(id) ?? [])] }]
    state.set(id, 'open')
    while (path.length > 0) {
      const here = path.at(-1)!
      const way = here.ways.shift()
      if (!way) {
        state.set(here.id, 'done')
        path.pop()
      } else if (state.get(way.to) === 'open') back.add(way)
      else if (!state.has(way.to)) {
        state.set(way.to, 'open')
        path.push({ id: way.to, ways: [...(next.get(way.to) ?? [])] })
      }
    }
  }
  return back
}
