import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../model/edit'
import { applyAll, type Graph, graphOf } from '../model/graph'
import { emptyHistory, perform, undo } from '../model/history'
import { keepMine, mergeEdits } from './merge'

const node = (id: string) => ({
  id,
  type: 'DataMapper',
  name: id,
  config: { url: 'u', method: 'GET' },
  position: { x: 0, y: 0 },
})
const base = graphOf('W', { nodes: [node('a'), node('b')], edges: [], settings: {} })
const set = (nodeId: string, config: object): Edit => ({
  type: 'configureNode',
  nodeId,
  config: { ...node(nodeId).config, ...config },
})

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
    expect(applyAll(merged, keepMine(conflicts[0]!, merged)).nodes.get('a')!.config).toEqual({ url: 'mine', method: 'PUT' })
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

  it('of a step that the other deleted are a conflict, and mine comes back with its ways', () => {
    const way = { id: 'a-b', from: 'a', fromPort: 'out', to: 'b' }
    const joined = applyAll(base, [{ type: 'connect', edge: way }])
    const theirs = applyAll(joined, [{ type: 'removeNode', nodeId: 'a' }])
    const { edits, conflicts } = mergeEdits(joined, theirs, [
      set('a', { url: 'mine' }),
      { type: 'moveNode', nodeId: 'a', position: { x: 9, y: 9 } },
    ])
    expect([edits, conflicts.map((one) => one.field)]).toEqual([[], ['deletion']])
    const back = applyAll(theirs, keepMine(conflicts[0]!, theirs))
    expect([back.nodes.get('a')?.config['url'], back.edges.has('a-b')]).toEqual(['mine', true])
  })

  it('let a step that they changed stand, and ask before it is deleted', () => {
    const theirs = applyAll(base, [set('a', { url: 'theirs' })])
    const { edits, conflicts } = mergeEdits(base, theirs, [{ type: 'removeNode', nodeId: 'a' }])
    expect([edits, conflicts.map((one) => one.field)]).toEqual([[], ['deletion']])
  })

  it('that added different steps under one id keep both', () => {
    const added = (name: string): Edit => ({ type: 'addNode', node: { ...node('filter'), type: 'Filter', name } })
    const theirs = applyAll(base, [added('Theirs')])
    const { edits, renamed } = mergeEdits(base, theirs, [
      added('Mine'),
      { type: 'connect', edge: { id: 'e', from: 'a', fromPort: 'out', to: 'filter' } },
      set('filter', { url: 'mine' }),
    ])
    const merged = applyAll(theirs, edits)
    expect([
      [...renamed],
      merged.nodes.get('filter')?.name,
      merged.nodes.get('filter2')?.name,
      merged.edges.get('e')?.to,
    ]).toEqual([[['filter', 'filter2']], 'Theirs', 'Mine', 'filter2'])
  })

  it('are not sent twice where the answer was lost', () => {
    const add: Edit = { type: 'addNode', node: node('c') }
    const theirs = applyAll(base, [add])
    expect(mergeEdits(base, theirs, [add])).toMatchObject({ edits: [], conflicts: [], renamed: new Map() })
  })

  it('of different settings of the workflow are both kept', () => {
    const theirs = applyAll(base, [{ type: 'changeSettings', changes: { priority: 1 } }])
    const mine: Edit = { type: 'changeSettings', changes: { timeoutSeconds: 5, priority: 2 } }
    const { edits, conflicts } = mergeEdits(base, theirs, [mine])
    expect(applyAll(theirs, edits).settings).toEqual({ priority: 1, timeoutSeconds: 5 })
    expect(conflicts).toMatchObject([{ about: 'The workflow', field: 'priority', mine: 2, theirs: 1 }])
    expect(applyAll(theirs, keepMine(conflicts[0]!, theirs)).settings).toEqual({ priority: 2 })
  })

  it('that were taken back leave what others have, and no question', () => {
    const theirs = applyAll(base, [set('a', { method: 'PUT' }), { type: 'renameNode', nodeId: 'b', name: 'Theirs' }])
    const mine: Edit[] = [
      set('a', { url: 'mine' }), set('a', {}), set('a', { method: 'POST' }), set('a', {}),
      { type: 'renameNode', nodeId: 'b', name: 'Mine' }, { type: 'renameNode', nodeId: 'b', name: 'b' },
    ]
    const { edits, conflicts } = mergeEdits(base, theirs, mine)
    const merged = applyAll(theirs, edits)
    expect(merged.nodes.get('a')!.config).toEqual({ url: 'u', method: 'PUT' })
    expect(merged.nodes.get('b')!.name).toBe('Theirs')
    expect(conflicts).toEqual([])
  })

  it('of settings of the workflow that were taken back leave what others have', () => {
    const theirs = applyAll(base, [{ type: 'changeSettings', changes: { priority: 3 } }])
    const { edits, conflicts } = mergeEdits(base, theirs, [
      { type: 'changeSettings', changes: { priority: 2 } }, { type: 'changeSettings', changes: { priority: null } },
    ])
    expect(applyAll(theirs, edits).settings).toEqual({ priority: 3 })
    expect(conflicts).toEqual([])
  })

  it('of a note leave its text to whoever wrote it, and its place to whoever moved it', () => {
    const note = { id: 'n', text: 'Old', x: 0, y: 0, width: 200, height: 100, colour: 'yellow' as const }
    const noted = applyAll(base, [{ type: 'putNote', note }])
    const theirs = applyAll(noted, [{ type: 'putNote', note: { ...note, text: 'Theirs' } }])
    const { edits, conflicts } = mergeEdits(noted, theirs, [{ type: 'putNote', note: { ...note, x: 50 } }])
    expect(applyAll(theirs, edits).notes.get('n')).toEqual({ ...note, text: 'Theirs', x: 50 })
    expect(conflicts).toEqual([])
  })

  it('of different things give the same in either order', () => {
    const on = (nodeId: string, key: string) =>
      fc.array(
        // What was there before is often among them: an edit may take back the one before.
        fc.oneof(fc.string(), fc.constantFrom('u', 'GET')).map((value) => set(nodeId, { [key]: value })),
        { maxLength: 4 },
      )
    fc.assert(
      fc.property(on('a', 'url'), on('a', 'method'), on('b', 'url'), (ours, yours, others) => {
        const theirs = [...yours, ...others]
        expect(plain(after(theirs, ours))).toEqual(plain(after(ours, theirs)))
      }),
    )
  })
})

describe('what two people draw at once', () => {
  const note = (id: string, text: string) => ({ id, text, x: 0, y: 0, width: 240, height: 160, colour: 'blue' as const })
  const group = (id: string, change: object = {}) => ({ id, name: 'Group 1', nodeIds: ['a'], collapsed: false, ...change })
  const put = (one: ReturnType<typeof group>): Edit => ({ type: 'putGroup', group: one })

  it('is two notes and two groups, though both were given the same number', () => {
    const theirs = applyAll(base, [{ type: 'putNote', note: note('note1', 'theirs') }, put(group('group1'))])
    const mine: Edit[] = [
      { type: 'putNote', note: note('note1', '') },
      { type: 'putNote', note: note('note1', 'mine') },
      put(group('group1', { nodeIds: ['b'] })),
    ]
    const { edits, renamed } = mergeEdits(base, theirs, mine)
    const merged = applyAll(theirs, edits)
    expect([...merged.notes.values()].map(({ text }) => text)).toEqual(['theirs', 'mine'])
    expect([...merged.groups.values()].map(({ nodeIds }) => nodeIds)).toEqual([['a'], ['b']])
    expect([...renamed]).toEqual([['note:note1', 'note:note2'], ['group:group1', 'group:group2']])
  })

  it('is one note where mine had arrived and only the answer was lost', () => {
    const mine: Edit[] = [{ type: 'putNote', note: note('note1', '') }, { type: 'putNote', note: note('note1', 'mine') }]
    const theirs = applyAll(base, mine.slice(0, 1))
    const { edits, renamed } = mergeEdits(base, theirs, mine)
    expect([...applyAll(theirs, edits).notes.values()]).toEqual([note('note1', 'mine')])
    expect(renamed.size).toBe(0)
  })

  it('is one group, with what each has changed of it', () => {
    const before = applyAll(base, [put(group('group1'))])
    const theirs = applyAll(before, [put(group('group1', { name: 'Checks', nodeIds: ['a', 'b'] }))])
    const { edits, conflicts } = mergeEdits(before, theirs, [put(group('group1', { collapsed: true }))])
    const both = group('group1', { name: 'Checks', nodeIds: ['a', 'b'], collapsed: true })
    expect(applyAll(theirs, edits).groups.get('group1')).toEqual(both)
    expect(conflicts).toEqual([])
    const asked = mergeEdits(before, theirs, [put(group('group1', { name: 'Mine' }))])
    expect(applyAll(theirs, asked.edits).groups.get('group1')?.name).toBe('Checks')
    expect(asked.conflicts).toMatchObject([{ about: 'Checks', field: 'name', mine: 'Mine', theirs: 'Checks' }])
  })

  it('stays theirs when I take mine back', () => {
    const before = applyAll(base, [put(group('group1'))])
    const folded = perform(before, emptyHistory, 'Fold', [put(group('group1', { collapsed: true }))])!
    const theirs = applyAll(folded.graph, [put(group('group1', { collapsed: true, name: 'Checks' }))])
    expect(undo(theirs, folded.history)!.graph.groups.get('group1')).toEqual(group('group1', { name: 'Checks' }))
  })
})
