import { describe, expect, it } from 'vitest'
import type { Edit } from '../model/edit'
import { apply, applyAll, graphOf } from '../model/graph'
import { emptyHistory, perform, redo, undo } from '../model/history'

const base = graphOf('W', {
  nodes: [{ id: 'a', type: 'ApiCall', name: 'Ask', config: { url: 'u', method: 'GET' }, position: { x: 0, y: 0 } }],
  edges: [],
  settings: {},
})
const mine: Edit = { type: 'configureNode', nodeId: 'a', config: { url: 'mine', method: 'GET' } }
const acted = perform(base, emptyHistory, 'Set url', [mine])!
const config = (step: { graph: typeof base } | null) => step?.graph.nodes.get('a')?.config

describe('taking back my own act', () => {
  it('leaves what somebody else set meanwhile, and does mine again without touching it', () => {
    const now = apply(acted.graph, { type: 'configureNode', nodeId: 'a', config: { url: 'mine', method: 'POST' } })
    const back = undo(now, acted.history)!
    expect(config(back)).toEqual({ url: 'u', method: 'POST' })
    expect(config(redo(back.graph, back.history))).toEqual({ url: 'mine', method: 'POST' })
  })

  it('changes nothing where somebody else has set the same thing since', () => {
    const now = apply(acted.graph, { type: 'configureNode', nodeId: 'a', config: { url: 'theirs', method: 'GET' } })
    expect(config(undo(now, acted.history))).toEqual({ url: 'theirs', method: 'GET' })
  })

  it('touches those settings of the workflow only that I changed', () => {
    const act = perform(base, emptyHistory, 'Settings', [{ type: 'changeSettings', changes: { priority: 1, timeoutSeconds: 5 } }])!
    const now = apply(act.graph, { type: 'changeSettings', changes: { timeoutSeconds: 9, concurrencyMax: 2 } })
    const back = undo(now, act.history)!
    expect([back.graph.settings, back.edits]).toEqual([
      { timeoutSeconds: 9, concurrencyMax: 2 },
      [{ type: 'changeSettings', changes: { priority: null } }],
    ])
    expect(redo(back.graph, back.history)!.graph.settings).toEqual({ priority: 1, timeoutSeconds: 9, concurrencyMax: 2 })
  })

  it('takes back how a step is run, also where the server has written out the rest of it', () => {
    const act = perform(base, emptyHistory, 'Retry', [{ type: 'changeNode', nodeId: 'a', changes: { retry: { count: 2 } } }])!
    const now = apply(act.graph, { type: 'changeNode', nodeId: 'a', changes: { retry: { count: 2, jitter: 0.2 } } })
    expect(undo(now, act.history)!.graph.nodes.get('a')?.retry).toBeUndefined()
  })

  it('sends nothing about a step that is gone', () => {
    const now = applyAll(acted.graph, [{ type: 'removeNode', nodeId: 'a' }])
    expect(undo(now, acted.history)?.edits).toEqual([])
  })
})
