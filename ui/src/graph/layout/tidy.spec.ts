import { describe, expect, it } from 'vitest'
import { edgeBetween } from '../model/acts'
import type { NodeDefinition } from '../model/definition'
import { graphOf } from '../model/graph'
import { emptyHistory, perform } from '../model/history'
import { newSteps } from './blocks'
import { tidy, tidyNew } from './tidy'

const node = (id: string, x = 0, y = 0, parent?: string): NodeDefinition => ({
  id, type: 'X', name: id, config: {}, position: { x, y }, ...(parent ? { parent } : {}),
})
const portsOf = ({ id }: NodeDefinition) => (id === 'if' ? ['true', 'false'] : ['out'])
const draw = (nodes: NodeDefinition[], ...edges: [string, string, string?][]) =>
  graphOf('Drawn', { nodes, edges: edges.map(([from, to, port = 'out']) => edgeBetween(from, port, to)), settings: {} })

describe('tidying', () => {
  it('puts branches in the order of their ports, whatever the order of the lines', async () => {
    const graph = draw([node('start'), node('if'), node('no'), node('yes')], ['start', 'if'], ['if', 'no', 'false'], ['if', 'yes', 'true'])
    const at = await tidy(graph, [...graph.nodes.keys()], portsOf)
    expect(at.get('yes')!.y).toBeLessThan(at.get('no')!.y)
    expect(at.get('if')!.x).toBe(272)
  })

  it('keeps the room below a loop for its body', async () => {
    const nodes = [node('if'), node('each'), node('body', 0, 0, 'each'), node('other')]
    const graph = draw(nodes, ['if', 'each', 'true'], ['if', 'other', 'false'])
    const at = await tidy(graph, [...graph.nodes.keys()], portsOf)
    expect(at.get('body')!.y).toBeGreaterThan(at.get('each')!.y + 56)
    expect(at.get('other')!.y).toBeGreaterThan(at.get('body')!.y + 56)
  })

  it('moves only what is new: to behind what leads to it, where nothing lies', async () => {
    const graph = draw([node('a'), node('b', 272), node('c', 40, 700), node('d', 9, 900)], ['a', 'b'], ['a', 'c'], ['c', 'd'])
    const at = await tidyNew(graph, ['c', 'd'], portsOf)
    expect([...at.keys()].sort()).toEqual(['c', 'd'])
    expect(at.get('c')!.x).toBe(272)
    expect(at.get('c')!.y).toBeGreaterThanOrEqual(64)
    expect(at.get('d')!.x).toBe(544)
  })
})

describe('what is new', () => {
  it('came in, and was not put anywhere since', () => {
    const empty = draw([])
    const added = perform(empty, emptyHistory, 'Add', [{ type: 'addNode', node: node('a') }, { type: 'addNode', node: node('b') }])!
    const moved = perform(added.graph, added.history, 'Move', [{ type: 'moveNode', nodeId: 'a', position: { x: 8, y: 8 } }])!
    expect(newSteps(moved.graph, moved.history)).toEqual(['b'])
  })
})
