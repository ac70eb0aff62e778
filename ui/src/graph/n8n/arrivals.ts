import { groupBy } from '../../lib/groupBy'
import type { Foreign, ForeignEdge } from './file'
import { isKnown, mapStep } from './steps/mapStep'

interface Arrived {
  /** Where in the output of the step before lies what n8n calls `json`: `.body` behind an HTTP request. */
  path: string
  /** Steps before it that give it at different places. */
  mixed: boolean
}

/** What each step gets and gives, as far as steps that only pass on hand on what they got. */
export function arrivals(steps: readonly Foreign[], edges: readonly ForeignEdge[]) {
  const into = groupBy(edges, (edge) => edge.to)
  const shapes = new Map(steps.map((one) => [one, shapeOf(one)]))
  const known = new Map<Foreign, Arrived>()
  const before = (one: Foreign, walking: ReadonlySet<Foreign> = new Set()): Arrived => {
    const old = known.get(one)
    if (old) return old
    const sources = (into.get(one) ?? [])
      .map((edge) => edge.from)
      .filter((from) => !walking.has(from) && !isLoop(one, from, edges))
    const inner = new Set([...walking, one])
    const paths = new Set(sources.map((from) => given(from, inner)))
    const arrived = { path: paths.size === 1 ? [...paths][0]! : '', mixed: paths.size > 1 }
    if (walking.size === 0) known.set(one, arrived)
    return arrived
  }
  const given = (one: Foreign, walking: ReadonlySet<Foreign> = new Set()): string => {
    const shape = shapes.get(one)
    return shape?.gives ? `.${shape.gives}` : shape?.passes && walking.size < depthMax ? before(one, walking).path : ''
  }
  return { before: (one: Foreign) => before(one), given: (one: Foreign) => given(one) }
}

const depthMax = 200

/** What comes back to a loop says nothing of what it begins with. */
const isLoop = (one: Foreign, from: Foreign, edges: readonly ForeignEdge[]) =>
  /splitInBatches$/.test(one.type) && edges.some((edge) => edge.from === one && edge.to === from)

function shapeOf(one: Foreign) {
  if (!isKnown(one.type)) return null
  const ignore = () => undefined
  const place = { json: '$input', step: () => '$input', doubts: new Set<string>(), needs: new Set<string>() }
  try {
    const asked = { ...one, input: '{{ $input }}', credential: '', sources: [], doubt: ignore, need: ignore }
    return mapStep(one.type, asked, place)
  } catch {
    return null
  }
}
