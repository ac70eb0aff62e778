import { describe, expect, it } from 'vitest'
import type { ReviewRow } from '../../api/reviews'
import { dueOf, nextAfter, step, whyMine } from './inbox'

const me = { id: 'u1', email: 'ana@example.org' }
const review = (change: Partial<ReviewRow>): ReviewRow => ({
  id: 'r1',
  title: 'R-1040',
  queue: 'Emissions',
  state: 'open',
  requestedAt: '2026-11-20T10:00:00Z',
  dueAt: null,
  claimedBy: null,
  assignees: [],
  requiredApprovals: 1,
  approvals: 0,
  reason: null,
  subject: { kind: 'response', id: 's1', label: 'R-1040' },
  stage: 'Review',
  claimedUntil: null,
  openQueries: 0,
  revisions: 0,
  waiting: [],
  assignedIds: [],
  delegatedTo: [],
  priority: 'normal',
  disputed: false,
  label: null,
  likelyLate: false,
  usualHours: null,
  ...change,
})

describe('whyMine', () => {
  it.each([
    [{}, 'Open to all of Emissions'],
    [{ claimedBy: { id: 'u1', name: 'Ana' } }, 'Claimed by you'],
    [{ claimedBy: { id: 'u2', name: 'Ben' } }, 'Claimed by Ben'],
    [{ assignees: ['Ana@example.org'] }, 'Assigned to you'],
    [{ delegatedTo: ['u1'] }, 'Delegated to you'],
    [{ assignedIds: ['u1'] }, 'Assigned to you'],
    [{ waiting: [{ id: 's1', name: 'Check', openTo: ['team:t1'] }] }, 'Open to a group'],
    [{ waiting: [{ id: 's1', name: 'Check', openTo: ['person:u2'] }] }, 'Assigned to others'],
    [{ assignees: ['ben@example.org'] }, 'Assigned to ben@example.org'],
  ])('%j: %s', (change, text) => {
    expect(whyMine(review(change), me)).toBe(text)
  })
})

describe('dueOf', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  it('tells late from soon from later', () => {
    expect(dueOf({ dueAt: '2026-11-20T09:00:00Z' }, now)).toEqual({
      text: 'Overdue, was due 3 h ago',
      late: true,
      soon: true,
    })
    expect(dueOf({ dueAt: '2026-11-20T14:00:00Z' }, now)).toEqual({ text: 'Due in 2 h', late: false, soon: true })
    expect(dueOf({ dueAt: '2026-11-23T12:00:00Z' }, now)).toEqual({ text: 'Due in 3 days', late: false, soon: false })
    expect(dueOf({ dueAt: null }, now)).toBeNull()
  })
})

describe('the way through the list', () => {
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  it('opens the next after a decision, the one before at the end, nothing when it was the last', () => {
    expect([nextAfter(list, 'a'), nextAfter(list, 'c'), nextAfter([{ id: 'a' }], 'a')]).toEqual(['b', 'b', null])
  })
  it('stops at both ends and begins at the top', () => {
    expect([step(list, undefined, 1), step(list, 'c', 1), step(list, 'a', -1), step(list, 'a', 1)]).toEqual([
      'a',
      'c',
      'a',
      'b',
    ])
  })
})
