import { expect, it } from 'vitest'
import type { HistoryItem } from '../../../api/workflows'
import { historyGroups } from './historyGroups'

let version = 100
const item = (type: string, summary: string, more: Partial<HistoryItem> = {}): HistoryItem => ({
  version: version--, sequence: 0, type: `workflow.${type}.v1`, summary, about: null, act: null, actor: 'Ana',
  timestamp: '2026-11-20T10:00:00Z', ...more,
})
const texts = (...items: HistoryItem[]) => historyGroups(items).map((group) => `${group.text} (${group.items.length})`)

it('tells an act with many changes once', () => {
  const paste = { act: 'p' }
  const remove = { act: 'r' }
  expect(
    texts(
      item('node-removed', 'removed Tell Ana', remove),
      item('edge-disconnected', 'removed a connection', remove),
      item('edge-connected', 'connected A to B', paste),
      item('note-written', 'wrote a note on the canvas', paste),
      item('node-added', 'added B (Filter)', paste),
      item('node-added', 'added A (Filter)', paste),
    ),
  ).toEqual(['removed Tell Ana (2)', 'added 2 steps, wrote a note on the canvas (4)'])
})

it('tells once what one person went on changing, until a pause or another thing', () => {
  const typed = (minute: number, more: Partial<HistoryItem> = {}) =>
    item('node-configured', 'changed the settings of A', { about: 'a', timestamp: `2026-11-20T10:${minute}:00Z`, ...more })
  expect(
    texts(typed(32), typed(31), typed(30, { actor: 'Ben' }), typed(20), typed(12), typed(11, { about: 'b' })).map((text) => text.slice(-3)),
  ).toEqual(['(2)', '(1)', '(1)', '(1)', '(1)'])
})
