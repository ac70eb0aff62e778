import { afterEach, describe, expect, it, vi } from 'vitest'
import { redo, undo, emptyHistory, perform } from '../history'
import { edgeBetween } from '../acts'
import { paste, type Fragment } from '../clipboard'
import type { Edit } from '../edit'
import { apply, applyAll, edgesOutOf, emptyGraph, inverseOf } from '../graph'
import { newHands } from './hands'

afterEach(() => vi.restoreAllMocks())

const count = 1_000
const ids = Array.from({ length: count }, (_, at) => `mapper${at}`)
const fragment: Fragment = {
  concertmaster: 'fragment',
  nodes: ids.map((id, at) => ({ id, type: 'Mapper', name: 'Map', config: {}, position: { x: at * 272, y: 0 } })),
  edges: ids.slice(1).map((id, at) => edgeBetween(ids[at]!, 'out', id)),
}

/** How often anything is put into a map, or looked for in a set or a map, while something is done. */
function touchesOf(act: () => void): number {
  const touched = [vi.spyOn(Map.prototype, 'set'), vi.spyOn(Map.prototype, 'has'), vi.spyOn(Set.prototype, 'has')]
  act()
  return touched.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
}

describe('many edits at once', () => {
  it('take as long as there are many, and not the square of it', () => {
    const pasted = paste(emptyGraph, fragment, { x: 0, y: 0 })
    const full = perform(emptyGraph, emptyHistory, 'Paste', pasted.edits)!
    expect(touchesOf(() => paste(full.graph, fragment, { x: 0, y: 0 }))).toBeLessThan(30 * count)
    expect(touchesOf(() => perform(emptyGraph, emptyHistory, 'Paste', pasted.edits))).toBeLessThan(60 * count)
    expect(touchesOf(() => undo(full.graph, full.history))).toBeLessThan(60 * count)
  })

  it('leave what was there before as it was', () => {
    const one = applyAll(emptyGraph, paste(emptyGraph, { ...fragment, nodes: fragment.nodes.slice(0, 3) }, { x: 0, y: 0 }).edits)
    const before = structuredClone(one)
    const edits: Edit[] = [{ type: 'removeNode', nodeId: 'mapper1' }, { type: 'renameNode', nodeId: 'mapper0', name: 'Other' }]
    const other = applyAll(one, edits)
    expect(one).toEqual(before)
    expect(applyAll(other, inverseOf(one, edits))).toEqual(before)
  })

  it('find the ways of the moment, whatever was found before', () => {
    const hands = newHands()
    let at = applyAll(emptyGraph, fragment.nodes.slice(0, 3).map((node): Edit => ({ type: 'addNode', node })))
    for (const edge of fragment.edges.slice(0, 2)) {
      at = apply(at, { type: 'connect', edge }, hands)
      expect(edgesOutOf(at, edge.from)).toEqual([edge])
    }
    expect(apply(at, { type: 'connect', edge: { ...fragment.edges[0]!, id: 'again' } }, hands)).toBe(at)
  })
})

it('a group that was put twice in one act comes back with its steps in their order', () => {
  const group = (...nodeIds: string[]): Edit => ({ type: 'putGroup', group: { id: 'a', name: 'a', nodeIds, collapsed: false } })
  const done = perform(emptyGraph, emptyHistory, 'Group', [group('e'), group('d', 'e')])!
  const undone = undo(done.graph, done.history)!
  expect(redo(undone.graph, undone.history)!.graph.groups.get('a')!.nodeIds).toEqual(['d', 'e'])
})
