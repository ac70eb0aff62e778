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
  const comesBack = waysBack(edges)
  const known = new Map<Foreign, Arrived>()
  const passesOn = (one: Foreign) => {
    const shape = shapes.get(one)
    return Boolean(shape?.passes && !shape.gives && into.has(one))
  }
  // Found once for each step: a chain of steps that pass on would be walked anew from every one of them.
  const givers = new Map<Foreign, ReadonlySet<Foreign>>()
  const walk = (one: Foreign): Arrived => {
    const found = new Set<Foreign>()
    const seen = new Set([one])
    const open = [one]
    while (open.length > 0) {
      const here = open.pop()!
      for (const { from } of into.get(here) ?? []) {
        if (seen.has(from) || comesBack(from, here)) continue
        seen.add(from)
        if (!passesOn(from)) found.add(from)
        else if (givers.has(from)) givers.get(from)!.forEach((giver) => giver !== one && found.add(giver))
        else open.push(from)
      }
    }
    givers.set(one, found)
    const paths = new Set([...found].map(own))
    return { path: paths.size === 1 ? [...paths][0]! : '', mixed: paths.size > 1 }
  }
  const own = (one: Foreign) => {
    const gives = shapes.get(one)?.gives
    return gives ? `.${gives}` : ''
  }
  const before = (one: Foreign) => known.get(one) ?? known.set(one, walk(one)).get(one)!
  return { before, given: (one: Foreign) => (passesOn(one) ? before(one).path : own(one)) }
}

/** What comes back to a loop says nothing of what it begins with. */
function waysBack(edges: readonly ForeignEdge[]) {
  const outOf = groupBy(
    edges.filter((edge) => /splitInBatches$/.test(edge.from.type)),
    (edge) => edge.from,
  )
  const led = new Map([...outOf].map(([from, ways]) => [from, new Set(ways.map((edge) => edge.to))]))
  return (from: Foreign, to: Foreign) => led.get(to)?.has(from) ?? false
}

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
