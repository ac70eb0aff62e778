import { describe, expect, it } from 'vitest'
import { edgeBetween, move, remove } from './acts'
import { copy, paste } from './clipboard'
import { fold, group, groupKey, groupsAt, newNote, noteKey } from './drawing'
import { applyAll, type Graph, graphOf } from './graph'

const node = (id: string, x: number) => ({ id, type: 'DataMapper', name: id, config: {}, position: { x, y: 0 } })
const three = graphOf('Three', { nodes: [node('a', 0), node('b', 272), node('c', 544)], edges: [], settings: {} })

const grouped = (graph: Graph, ...ids: string[]) => applyAll(graph, group(graph, ids).edits)

describe('a group', () => {
  it('takes a step out of the group it was in', () => {
    const after = grouped(grouped(three, 'a', 'b'), 'b', 'c')
    expect([...after.groups.values()].map((one) => one.nodeIds)).toEqual([['a'], ['b', 'c']])
  })

  it('that is left without a step is gone', () => {
    expect([...grouped(grouped(three, 'a'), 'a', 'b').groups.values()].map((one) => one.nodeIds)).toEqual([['a', 'b']])
  })

  it('is moved by moving its steps', () => {
    const graph = grouped(three, 'a', 'b')
    const after = applyAll(graph, move(graph, new Map([[groupKey.for('group1'), { x: 76, y: 56 }]])))
    expect(['a', 'b', 'c'].map((id) => after.nodes.get(id)!.position)).toEqual([
      { x: 100, y: 100 },
      { x: 372, y: 100 },
      { x: 544, y: 0 },
    ])
  })

  it('is removed with its steps only while it is folded', () => {
    const open = grouped(three, 'a', 'b')
    const folded = applyAll(open, fold(groupsAt(open, ['a']), true))
    const left = (graph: Graph) => [...applyAll(graph, remove(graph, [groupKey.for('group1')])).nodes.keys()]
    expect([left(open), left(folded)]).toEqual([['a', 'b', 'c'], ['c']])
  })
})

describe('a note', () => {
  it('is copied, pasted and removed like a step', () => {
    const note = { ...newNote(three, { x: 0, y: 0 }), text: 'Ask **Ana**' }
    const graph = applyAll(three, [{ type: 'putNote', note }])
    const { edits, nodeIds } = paste(graph, copy(graph, [noteKey.for('note1')]), { x: 500, y: 500 })
    const after = applyAll(graph, edits)
    expect([nodeIds, after.notes.get('note2')?.text]).toEqual([['note:note2'], 'Ask **Ana**'])
    expect(applyAll(after, remove(after, ['note:note1'])).notes.size).toBe(1)
  })
})

it('heals over ways that part and meet again, however many there are', () => {
  const count = 60
  const places = Array.from({ length: count }, (_, place) => [`j${place}`, `l${place}`, `r${place}`]).flat()
  const pairs = Array.from({ length: count }, (_, place) =>
    ['l', 'r'].flatMap((side) => [
      edgeBetween(`j${place}`, 'out', `${side}${place}`),
      edgeBetween(`${side}${place}`, 'out', place === count - 1 ? 'last' : `j${place + 1}`),
    ]),
  )
  const graph = graphOf('Many', {
    nodes: ['first', ...places, 'last'].map((id) => node(id, 0)),
    edges: [edgeBetween('first', 'out', 'j0'), ...pairs.flat()],
    settings: {},
  })
  expect([...applyAll(graph, remove(graph, places, true)).edges.values()]).toEqual([edgeBetween('first', 'out', 'last')])
})
