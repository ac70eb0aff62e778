import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../model/edit'
import { applyAll, type Graph, graphOf, inverseOf } from '../model/graph'
import { edgeBetween } from '../model/acts'
import { keepMine, mergeEdits } from './merge'

// Two halves of one drawing: each of two people works on one of them.
const halves = { left: ['a', 'b', 'c'], right: ['x', 'y', 'z'] } as const
type Half = keyof typeof halves

const node = (id: string, x = 0) => ({ id, type: 'DataMapper', name: id, config: { url: 'u' }, position: { x, y: 0 } })

const base = graphOf('W', {
  nodes: ['a', 'b', 'x', 'y'].map((id) => node(id)),
  edges: [edgeBetween('a', 'out', 'b'), edgeBetween('x', 'out', 'y')],
  settings: {},
})

/** Anything that can be done on a canvas, within one half of it. */
function editsOf(half: Half): fc.Arbitrary<Edit[]> {
  const id = fc.constantFrom(...halves[half])
  const setting = half === 'left' ? 'priority' : 'timeoutSeconds'
  const point = fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.integer({ min: -99, max: 99 }) })
  const pair = fc.tuple(id, id).filter(([from, to]) => from < to)
  const drawn = fc.constantFrom(`${half}1`, `${half}2`)
  const edit = fc.oneof(
    fc.tuple(id, fc.integer()).map(([one, x]): Edit => ({ type: 'addNode', node: node(one, x) })),
    fc.tuple(id, point).map(([nodeId, position]): Edit => ({ type: 'moveNode', nodeId, position })),
    fc.tuple(id, fc.constantFrom('url', 'method'), fc.string()).map(
      ([nodeId, key, value]): Edit => ({ type: 'configureNode', nodeId, config: { [key]: value } }),
    ),
    fc.tuple(id, fc.string()).map(([nodeId, name]): Edit => ({ type: 'renameNode', nodeId, name })),
    fc.tuple(id, fc.boolean()).map(([nodeId, disabled]): Edit => ({ type: 'changeNode', nodeId, changes: { disabled } })),
    id.map((nodeId): Edit => ({ type: 'removeNode', nodeId })),
    pair.map(([from, to]): Edit => ({ type: 'connect', edge: edgeBetween(from, 'out', to) })),
    pair.map(([from, to]): Edit => ({ type: 'disconnect', edgeId: edgeBetween(from, 'out', to).id })),
    fc.option(fc.integer({ min: 1, max: 9 })).map((value): Edit => ({ type: 'changeSettings', changes: { [setting]: value } })),
    fc.tuple(drawn, fc.string(), point).map(
      ([one, text, at]): Edit => ({ type: 'putNote', note: { id: one, text, ...at, width: 240, height: 160, colour: 'blue' } }),
    ),
    drawn.map((noteId): Edit => ({ type: 'removeNote', noteId })),
    fc.tuple(drawn, fc.subarray([...halves[half]])).map(
      ([one, nodeIds]): Edit => ({ type: 'putGroup', group: { id: one, name: one, nodeIds, collapsed: false } }),
    ),
    drawn.map((groupId): Edit => ({ type: 'removeGroup', groupId })),
  )
  return fc.array(edit, { maxLength: 15 })
}

/** Equal as values: the order of steps and lines has no meaning. */
const plain = ({ name, settings, ...maps }: Graph) => ({
  name,
  settings,
  ...Object.fromEntries(Object.entries(maps).map(([kind, map]) => [kind, Object.fromEntries(map as Map<string, unknown>)])),
})

/** One was faster: the other's edits are laid on top of theirs. */
function merged(first: readonly Edit[], second: readonly Edit[]) {
  const theirs = applyAll(base, first)
  const { edits, conflicts } = mergeEdits(base, theirs, second)
  return { graph: applyAll(theirs, edits), conflicts }
}

describe('two independent sequences of edits', () => {
  it('give the same in either order, without a question', () => {
    fc.assert(
      fc.property(editsOf('left'), editsOf('right'), (mine, yours) => {
        const [one, other] = [merged(mine, yours), merged(yours, mine)]
        expect(plain(one.graph)).toEqual(plain(other.graph))
        expect(plain(one.graph)).toEqual(plain(applyAll(applyAll(base, mine), yours)))
        expect([...one.conflicts, ...other.conflicts]).toEqual([])
      }),
    )
  })

  it('are taken back one by one, whoever goes first', () => {
    fc.assert(
      fc.property(editsOf('left'), editsOf('right'), (mine, yours) => {
        const [backMine, backYours] = [inverseOf(base, mine), inverseOf(base, yours)]
        const { graph } = merged(mine, yours)
        expect(plain(applyAll(applyAll(graph, backMine), backYours))).toEqual(plain(base))
        expect(plain(applyAll(applyAll(graph, backYours), backMine))).toEqual(plain(base))
      }),
    )
  })
})

describe('two sequences that touch the same', () => {
  it('lose nothing that was set: it stands, or it is asked about', () => {
    const set = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('url', 'method'), fc.constantFrom('1', '2', '3'))
    const sets = fc.uniqueArray(set, { maxLength: 4, selector: ([id, key]) => `${id} ${key}` })
    const editOf = ([nodeId, key, value]: [string, string, string], graph: Graph): Edit => ({
      type: 'configureNode', nodeId, config: { ...graph.nodes.get(nodeId)?.config, [key]: value },
    })
    const editsFor = (all: [string, string, string][]) => {
      let graph = base
      return all.map((one) => {
        const edit = editOf(one, graph)
        graph = applyAll(graph, [edit])
        return edit
      })
    }
    fc.assert(
      fc.property(sets, sets, (mine, yours) => {
        const { graph, conflicts } = merged(editsFor(yours), editsFor(mine))
        for (const [id, key, value] of mine) {
          const asked = conflicts.find((one) => one.id === `${id}/${key}`)
          if (asked) expect(applyAll(graph, keepMine(asked, graph)).nodes.get(id)?.config[key]).toBe(value)
          else expect(graph.nodes.get(id)?.config[key]).toBe(value)
        }
        for (const [id, key, value] of yours)
          if (!mine.some((one) => one[0] === id && one[1] === key)) expect(graph.nodes.get(id)?.config[key]).toBe(value)
      }),
    )
  })

  it('leave no line without its ends, whatever is answered', () => {
    fc.assert(
      fc.property(editsOf('left'), editsOf('left'), fc.boolean(), (mine, yours, keep) => {
        const { graph, conflicts } = merged(yours, mine)
        const answers = keep ? conflicts.flatMap((one) => keepMine(one, graph)) : []
        const after = applyAll(graph, answers)
        for (const edge of after.edges.values()) expect([after.nodes.has(edge.from), after.nodes.has(edge.to)]).toEqual([true, true])
      }),
    )
  })
})
