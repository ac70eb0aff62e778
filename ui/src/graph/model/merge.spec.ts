import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from './edit'
import { applyAll, type Graph, graphOf } from './graph'
import { mergeEdits } from './merge'

const node = (id: string) => ({ id, type: 'DataMapper', name: id, config: { url: 'u', method: 'GET' }, position: { x: 0, y: 0 } })
const base = graphOf('W', { nodes: [node('a'), node('b')], edges: [], settings: {} })
const set = (nodeId: string, config: object): Edit => ({ type: 'configureNode', nodeId, config: { ...node(nodeId).config, ...config } })

const after = (theirs: readonly Edit[], mine: readonly Edit[]): Graph => {
  const graph = applyAll(base, theirs)
  return applyAll(graph, mergeEdits(base, graph, mine).edits)
}
const plain = (graph: Graph) => ({ ...graph, nodes: [...graph.nodes.values()], notes: [], groups: [], edges: [] })

describe('edits of two people', () => {
  it('of different settings of one step are both kept', () => {
    const merged = after([set('a', { url: 'theirs' })], [set('a', { method: 'POST' })])
    expect(merged.nodes.get('a')!.config).toEqual({ url: 'theirs', method: 'POST' })
  })

  it('of the same setting are a conflict, in which theirs stands until mine is chosen', () => {
    const theirs = applyAll(base, [set('a', { url: 'theirs' })])
    const { edits, conflicts } = mergeEdits(base, theirs, [set('a', { url: 'mine', method: 'PUT' })])
    const merged = applyAll(theirs, edits)
    expect(merged.nodes.get('a')!.config).toEqual({ url: 'theirs', method: 'PUT' })
    expect(conflicts).toMatchObject([{ about: 'a', field: 'url', mine: 'mine', theirs: 'theirs' }])
    expect(applyAll(merged, conflicts[0]!.keepMine(merged)).nodes.get('a')!.config).toEqual({ url: 'mine', method: 'PUT' })
  })

  it('that say the same are none', () => {
    const theirs = applyAll(base, [{ type: 'renameNode', nodeId: 'a', name: 'Same' }])
    expect(mergeEdits(base, theirs, [{ type: 'renameNode', nodeId: 'a', name: 'Same' }]).conflicts).toEqual([])
  })

  it('of names and behaviour are told apart', () => {
    const theirs = applyAll(base, [
      { type: 'renameNode', nodeId: 'a', name: 'Theirs' },
      { type: 'changeNode', nodeId: 'a', changes: { disabled: true } },
    ])
    const { edits, conflicts } = mergeEdits(base, theirs, [
      { type: 'renameNode', nodeId: 'a', name: 'Mine' },
      { type: 'changeNode', nodeId: 'a', changes: { notes: 'mine' } },
    ])
    expect([edits, conflicts.map((one) => one.field)]).toEqual([
      [{ type: 'changeNode', nodeId: 'a', changes: { notes: 'mine' } }],
      ['name'],
    ])
  })

  it('of different things give the same in either order', () => {
    const on = (nodeId: string, key: string) => fc.array(fc.string().map((value) => set(nodeId, { [key]: value })), { maxLength: 4 })
    fc.assert(
      fc.property(on('a', 'url'), on('a', 'method'), on('b', 'url'), (ours, yours, others) => {
        const theirs = [...yours, ...others]
        expect(plain(after(theirs, ours))).toEqual(plain(after(ours, theirs)))
      }),
    )
  })
})
