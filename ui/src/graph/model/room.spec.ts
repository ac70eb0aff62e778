import { describe, expect, it } from 'vitest'
import { edgeBetween, move } from './acts'
import type { NodeDefinition } from './definition'
import { groupAt, groupOf, joinGroup } from './drawing'
import { applyAll, graphOf } from './graph'
import { freeSpot, roomBetween } from './room'

const node = (id: string, x: number, y = 0, parent?: string): NodeDefinition => ({
  id, type: 'X', name: id, config: {}, position: { x, y }, ...(parent ? { parent } : {}),
})
const card = { width: 200, height: 56 }
const graph = graphOf('Drawn', {
  nodes: [node('a', 0), node('b', 272), node('in', 300, 120, 'b'), node('c', 544), node('aside', 544, 400)],
  edges: [edgeBetween('a', 'out', 'b'), edgeBetween('b', 'out', 'c')],
  settings: {},
  layout: { notes: [], groups: [{ id: 'g', name: 'G', nodeIds: ['a', 'b'], collapsed: false }] },
})
const xOf = (edits: Parameters<typeof applyAll>[1], id: string) => applyAll(graph, edits).nodes.get(id)!.position.x

describe('room between two steps', () => {
  it('is made by moving what follows, with bodies of loops, and nothing else', () => {
    const { at, edits } = roomBetween(graph, 'a', 'b')!
    expect(at).toEqual({ x: 272, y: 0 })
    expect(['a', 'b', 'in', 'c', 'aside'].map((id) => xOf(edits, id))).toEqual([0, 544, 572, 816, 544])
  })
})

describe('a free spot', () => {
  it('lies below steps and below bodies of loops, but within the body that the step is of', () => {
    expect(freeSpot(graph, { x: 0, y: 0 })).toEqual({ x: 0, y: 88 })
    expect(freeSpot(graph, { x: 272, y: 0 })).toEqual({ x: 272, y: 264 })
    expect(freeSpot(graph, { x: 272, y: 120 }, 'b')).toEqual({ x: 272, y: 208 })
  })
})

describe('moving', () => {
  it('takes the body of a loop along', () => {
    expect(xOf(move(graph, new Map([['b', { x: 372, y: 0 }]])), 'in')).toBe(400)
  })
})

describe('a group', () => {
  it('takes in a step that is let go in its frame, and no other', () => {
    expect(groupAt(graph, { x: 240, y: 30 }, new Set(['c']), card)?.id).toBe('g')
    expect(groupAt(graph, { x: 640, y: 30 }, new Set(['c']), card)).toBeUndefined()
    expect(groupOf(applyAll(graph, joinGroup(graph, 'g', ['c'])), 'c')?.id).toBe('g')
  })
})
