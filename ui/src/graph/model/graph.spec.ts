import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { align, edgeBetween, insertOnEdge, neighbour, remove, whyNotConnect } from './acts'
import { copy, parseFragment, paste } from './clipboard'
import type { NodeDefinition } from './definition'
import { difference, nodeDifferences, otherDifferences } from './difference'
import type { Edit } from './edit'
import { parseWorkflowFile } from './exchange'
import { apply, applyAll, definitionOf, emptyGraph, type Graph, graphOf, inverseOf } from './graph'
import { emptyHistory, perform, redo, squash, undo } from './history'

const node = (id: string, x = 0, y = 0, more: Partial<NodeDefinition> = {}): NodeDefinition => ({
  id,
  type: 'DataMapper',
  name: id,
  config: {},
  position: { x, y },
  ...more,
})

const chain = (...ids: string[]): Graph =>
  graphOf('Chain', {
    nodes: ids.map((id, index) => node(id, index * 272)),
    edges: ids.slice(1).map((id, index) => edgeBetween(ids[index]!, 'out', id)),
    settings: {},
  })

const ids = ['a', 'b', 'c', 'd', 'e']
const anId = fc.constantFrom(...ids)
const aPoint = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) })
const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anId, aPoint).map(([id, at]): Edit => ({ type: 'addNode', node: node(id, at.x, at.y) })),
  fc.tuple(anId, aPoint).map(([nodeId, position]): Edit => ({ type: 'moveNode', nodeId, position })),
  fc.tuple(anId, fc.integer()).map(([nodeId, value]): Edit => ({ type: 'configureNode', nodeId, config: { value } })),
  fc.tuple(anId, fc.string()).map(([nodeId, name]): Edit => ({ type: 'renameNode', nodeId, name })),
  fc
    .tuple(anId, fc.boolean(), fc.option(fc.string()))
    .map(([nodeId, disabled, notes]): Edit => ({ type: 'changeNode', nodeId, changes: { disabled, notes } })),
  anId.map((nodeId): Edit => ({ type: 'removeNode', nodeId })),
  fc.tuple(anId, anId).map(([from, to]): Edit => ({ type: 'connect', edge: edgeBetween(from, 'out', to) })),
  fc.tuple(anId, anId).map(([from, to]): Edit => ({ type: 'disconnect', edgeId: edgeBetween(from, 'out', to).id })),
  fc.string().map((name): Edit => ({ type: 'rename', name })),
  fc
    .tuple(fc.constantFrom('priority', 'timeoutSeconds'), fc.option(fc.integer()))
    .map(([name, value]): Edit => ({ type: 'changeSettings', changes: { [name]: value } })),
  fc.tuple(anId, aPoint, fc.string()).map(
    ([id, at, text]): Edit => ({ type: 'putNote', note: { id, text, ...at, width: 240, height: 160, colour: 'blue' } }),
  ),
  anId.map((noteId): Edit => ({ type: 'removeNote', noteId })),
  fc.tuple(anId, fc.subarray(ids), fc.boolean()).map(
    ([id, nodeIds, collapsed]): Edit => ({ type: 'putGroup', group: { id, name: id, nodeIds, collapsed } }),
  ),
  anId.map((groupId): Edit => ({ type: 'removeGroup', groupId })),
)

/** Equal as values: order of nodes, of edges and of the steps of a group has no meaning, and null stands for absent. */
const plain = (graph: Graph) => ({
  name: graph.name,
  settings: graph.settings,
  nodes: Object.fromEntries([...graph.nodes].map(([id, value]) => [id, JSON.parse(JSON.stringify(value)) as unknown])),
  edges: Object.fromEntries(graph.edges),
  notes: Object.fromEntries(graph.notes),
  groups: Object.fromEntries([...graph.groups].map(([id, group]) => [id, { ...group, nodeIds: group.nodeIds.toSorted() }])),
})

describe('edits', () => {
  it('undone in any number give the graph they began with', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 40 }), fc.array(anEdit, { maxLength: 40 }), (first, then) => {
        const graph = applyAll(emptyGraph, first)
        const back = inverseOf(graph, then)
        expect(plain(applyAll(applyAll(graph, then), back))).toEqual(plain(graph))
      }),
    )
  })

  it('never leave an edge without its ends', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 60 }), (edits) => {
        const graph = applyAll(emptyGraph, edits)
        for (const edge of graph.edges.values())
          expect([graph.nodes.has(edge.from), graph.nodes.has(edge.to)]).toEqual([true, true])
      }),
    )
  })

  it('survive export and import', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 40 }), (edits) => {
        const graph = applyAll(emptyGraph, edits)
        const text = JSON.stringify(definitionOf(graph))
        expect(plain(graphOf(graph.name, JSON.parse(text)))).toEqual(plain(graph))
      }),
    )
  })

  it('of different nodes give the same graph in either order', () => {
    const graph = chain('a', 'b', 'c', 'd')
    const on = (id: string) =>
      fc.array(
        fc.oneof(
          aPoint.map((position): Edit => ({ type: 'moveNode', nodeId: id, position })),
          fc.string().map((name): Edit => ({ type: 'renameNode', nodeId: id, name })),
          fc.integer().map((value): Edit => ({ type: 'configureNode', nodeId: id, config: { value } })),
        ),
      )
    fc.assert(
      fc.property(on('a'), on('c'), (mine, yours) => {
        expect(plain(applyAll(applyAll(graph, mine), yours))).toEqual(plain(applyAll(applyAll(graph, yours), mine)))
      }),
    )
  })

  it('mean the same after squashing', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 40 }), (edits) => {
        expect(plain(applyAll(emptyGraph, squash(edits)))).toEqual(plain(applyAll(emptyGraph, edits)))
      }),
    )
  })

  it('that do not fit change nothing', () => {
    const graph = chain('a', 'b')
    expect(apply(graph, { type: 'moveNode', nodeId: 'gone', position: { x: 1, y: 1 } })).toBe(graph)
  })
})

describe('undo and redo', () => {
  it('walk back and forth', () => {
    const start = chain('a', 'b')
    const done = perform(start, emptyHistory, 'Remove a', [{ type: 'removeNode', nodeId: 'a' }])!
    const undone = undo(done.graph, done.history)!
    expect(plain(undone.graph)).toEqual(plain(start))
    expect(plain(redo(undone.graph, undone.history)!.graph)).toEqual(plain(done.graph))
  })

  it('lead back to the beginning after any acts, and forth again', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anEdit, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), (acts) => {
        const start = { graph: chain('a', 'b', 'c'), history: emptyHistory }
        const end = acts.reduce((at, edits) => perform(at.graph, at.history, 'Act', edits) ?? at, start)
        let at = end
        while (at.history.past.length > 0) at = undo(at.graph, at.history)!
        expect(plain(at.graph)).toEqual(plain(start.graph))
        while (at.history.future.length > 0) at = redo(at.graph, at.history)!
        expect(plain(at.graph)).toEqual(plain(end.graph))
      }),
    )
  })
})

describe('acts', () => {
  it('delete and heal joins what was before to what was after', () => {
    const graph = chain('a', 'b', 'c')
    expect([...applyAll(graph, remove(graph, ['b'], true)).edges.values()]).toEqual([edgeBetween('a', 'out', 'c')])
  })

  it('heals over several removed in a row', () => {
    const graph = chain('a', 'b', 'c', 'd')
    expect([...applyAll(graph, remove(graph, ['b', 'c'], true)).edges.values()]).toEqual([edgeBetween('a', 'out', 'd')])
  })

  it('removes the body of a loop with the loop', () => {
    const graph = graphOf('', { nodes: [node('loop'), node('inside', 0, 0, { parent: 'loop' })], edges: [], settings: {} })
    expect(applyAll(graph, remove(graph, ['loop'])).nodes.size).toBe(0)
  })

  it('inserts into an edge', () => {
    const graph = chain('a', 'b')
    const after = applyAll(graph, insertOnEdge(graph, edgeBetween('a', 'out', 'b').id, node('n'), 'out'))
    expect([...after.edges.keys()].sort()).toEqual(['e-a-out-n', 'e-n-out-b'])
  })

  it('refuses circles, itself, and edges across the wall of a loop', () => {
    const graph = applyAll(chain('a', 'b', 'c'), [{ type: 'addNode', node: node('in', 0, 0, { parent: 'b' }) }])
    expect(whyNotConnect(graph, 'c', 'a')).toContain('circle')
    expect(whyNotConnect(graph, 'a', 'a')).toContain('itself')
    expect(whyNotConnect(graph, 'a', 'in')).toContain('loop')
    expect(whyNotConnect(graph, 'a', 'c')).toBeNull()
  })

  it('aligns to the leftmost', () => {
    const graph = chain('a', 'b')
    expect(applyAll(graph, align(graph, ['a', 'b'], 'left')).nodes.get('b')!.position.x).toBe(0)
  })

  it('walks along edges with the arrow keys', () => {
    const graph = applyAll(chain('a', 'b'), [{ type: 'addNode', node: node('near', 100, 0) }])
    expect(neighbour(graph, 'a', 'right')).toBe('b')
    expect(neighbour(graph, 'a', 'left')).toBeNull()
  })
})

describe('copy and paste', () => {
  it('gives new ids and keeps the edges between what was copied', () => {
    const graph = chain('a', 'b', 'c')
    const { edits, nodeIds } = paste(graph, copy(graph, ['a', 'b']), { x: 0, y: 300 })
    const after = applyAll(graph, edits)
    expect([after.nodes.size, after.edges.size]).toEqual([5, 3])
    expect(nodeIds.every((id) => !graph.nodes.has(id))).toBe(true)
  })

  it('lets the copies read each other, and not the originals', () => {
    const reads = node('b', 0, 0, { config: { url: '{{ $steps.a.body & $steps.`a`.x & $steps.gone.y }}' } })
    const graph = graphOf('', { nodes: [node('a'), reads], edges: [], settings: {} })
    const after = applyAll(graph, paste(graph, copy(graph, ['a', 'b']), { x: 0, y: 300 }).edits)
    const [first, second] = [...after.nodes.keys()].slice(2)
    expect(after.nodes.get(second!)?.config['url']).toBe(`{{ $steps.${first}.body & $steps.${first}.x & $steps.gone.y }}`)
  })

  it('reads what was copied as text', () => {
    const fragment = copy(chain('a', 'b'), ['a', 'b'])
    expect(parseFragment(JSON.stringify(fragment))).toEqual(fragment)
  })

  it.each(['', 'hello', '{}', '[1]', '{"nodes":[{}]}', 'null', '{"nodes":"x"}'])('takes %j for no fragment', (text) => {
    expect(parseFragment(text)).toBeNull()
  })
})

describe('the difference of two graphs', () => {
  it('leads from the one to the other', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 30 }), fc.array(anEdit, { maxLength: 30 }), (first, second) => {
        const [from, to] = [applyAll(emptyGraph, first), applyAll(emptyGraph, second)]
        const meant = (graph: Graph) => ({
          ...plain(graph),
          name: '',
          nodes: [...graph.nodes.values()]
            .map(({ disabled, notes, ...rest }) => ({ ...rest, disabled: disabled ?? false, notes: notes ?? null }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        })
        expect(meant(applyAll(from, difference(from, to)))).toEqual(meant(to))
      }),
    )
  })

  it('is empty between equals', () => {
    expect(difference(chain('a', 'b'), chain('a', 'b'))).toEqual([])
  })

  it('sees no change in what is written out by one and left out by the other', () => {
    const from = graphOf('', { nodes: [node('a', 0, 0, { disabled: false, onError: 'stop', join: 'all' })], edges: [], settings: {} })
    expect(nodeDifferences(from, chain('a'))).toEqual([])
  })

  it('names what changed in words of settings', () => {
    const from = chain('a')
    const to = apply(from, { type: 'configureNode', nodeId: 'a', config: { url: 'x' } })
    expect(nodeDifferences(from, to)).toEqual([
      { kind: 'changed', id: 'a', name: 'a', fields: [{ path: 'url', before: undefined, after: 'x' }] },
    ])
  })
})

describe('what differs beside the steps', () => {
  it('is told: settings, ways, notes and groups', () => {
    const note = { id: 'n', text: 'Why', x: 0, y: 0, width: 240, height: 160, colour: 'blue' } as const
    const from = applyAll(chain('a', 'b'), [{ type: 'putNote', note }])
    const to = applyAll(from, [
      { type: 'changeSettings', changes: { priority: 2, missedRuns: 'once' } },
      { type: 'disconnect', edgeId: 'e-a-out-b' },
      { type: 'putNote', note: { ...note, x: 9 } },
      { type: 'putGroup', group: { id: 'g', name: 'All', nodeIds: ['a', 'b'], collapsed: false } },
    ])
    expect(otherDifferences(from, to).map(({ kind, name, fields }) => [kind, name, fields.map((field) => field.path)])).toEqual([
      ['changed', 'The workflow', ['priority']],
      ['removed', 'The way from a to b', []],
      ['moved', 'The note “Why”', []],
      ['added', 'The group All', []],
    ])
    expect(otherDifferences(from, from)).toEqual([])
  })
})

/** As src/ConcertMaster/Workflows/Exchange/WorkflowFile.cs writes it. */
const fileOf = (graph: Graph) => {
  const { nodes, edges, settings, layout } = definitionOf(graph)
  return JSON.stringify({
    concertmaster: 'workflow', name: graph.name, edges, settings, notes: layout?.notes ?? [], groups: layout?.groups ?? [],
    nodes: nodes.map(({ position: _, ...rest }) => rest),
    layout: Object.fromEntries(nodes.map((one) => [one.id, one.position])),
  })
}

describe('files', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 40 }), (edits) => {
        const graph = applyAll(emptyGraph, [{ type: 'addNode', node: node('a') }, ...edits, { type: 'addNode', node: node('a') }])
        const read = parseWorkflowFile(fileOf(graph))!
        expect(plain(graphOf(read.name, read.definition))).toEqual(plain(graph))
      }),
    )
  })

})
