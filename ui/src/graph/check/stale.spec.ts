import { describe, expect, it } from 'vitest'
import type { Edit } from '../model/edit'
import { applyAll, graphOf } from '../model/graph'
import { whyStale } from './stale'

const node = (id: string) => ({ id, type: 'DataMapper', name: id.toUpperCase(), config: { n: 1 }, position: { x: 0, y: 0 } })
const then = graphOf('W', {
  nodes: ['a', 'b', 'c', 'aside'].map(node),
  edges: [{ id: '1', from: 'a', to: 'b', fromPort: 'out' }, { id: '2', from: 'b', to: 'c', fromPort: 'out' }],
  settings: {},
})
const why = (...edits: Edit[]) => whyStale(then, applyAll(then, edits), 'c')

describe('a result', () => {
  it.each<[string, Edit, string | null]>([
    ['a move', { type: 'moveNode', nodeId: 'c', position: { x: 9, y: 9 } }, null],
    ['another name', { type: 'renameNode', nodeId: 'a', name: 'Else' }, null],
    ['a change beside its way', { type: 'configureNode', nodeId: 'aside', config: {} }, null],
    ['other settings', { type: 'configureNode', nodeId: 'c', config: { n: 2 } }, 'Its settings changed since then.'],
    ['other settings before it', { type: 'configureNode', nodeId: 'a', config: {} }, '“A” before it changed since then.'],
    ['a step before it off', { type: 'changeNode', nodeId: 'b', changes: { disabled: true } }, '“B” before it changed since then.'],
    ['a way that is gone', { type: 'disconnect', edgeId: '2' }, 'What leads to it changed since then.'],
    ['a way before it that is gone', { type: 'disconnect', edgeId: '1' }, 'What leads to “B” before it changed since then.'],
  ])('after %s', (_, edit, reason) => {
    expect(why(edit)).toBe(reason)
  })
})
