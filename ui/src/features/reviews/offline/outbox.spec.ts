// @vitest-environment jsdom
import { afterAll, beforeEach, expect, it, vi } from 'vitest'

const post = vi.hoisted(() => vi.fn())
vi.mock('../../../api/http', () => ({ post }))
// Specs share what they import: another one may have taken in the outbox already, with the real door to the server.
vi.resetModules()
afterAll(() => void vi.resetModules())
const { ApiProblem } = await import('../../../api/problem')
const { drop, openOutbox, put, send, useOutbox, waiting } = await import('./outbox')

const approve = (id: string) => put({ id, title: `Review ${id}`, done: 'Approved', body: { act: 'approve', contentHash: 'h' } })

beforeEach(() => {
  localStorage.clear()
  post.mockReset()
  openOutbox('ana')
})

it('sends what waits in its order, each under a key of its own, and keeps nothing of it', async () => {
  approve('1')
  approve('2')
  post.mockResolvedValue({})
  expect(await send()).toBe(2)
  expect(post.mock.calls.map(([path]) => path as string)).toEqual(['/api/reviews/1/approve', '/api/reviews/2/approve'])
  expect(post.mock.calls[0]?.[1]).toEqual({ contentHash: 'h' })
  const keys = post.mock.calls.map(([, , more]) => (more as { idempotencyKey: string }).idempotencyKey)
  expect(new Set(keys).size).toBe(2)
  expect(useOutbox.getState().kept).toEqual([])
})

it('keeps what the server refuses with the reason, and what does not arrive for later under the same key', async () => {
  approve('1')
  approve('2')
  post.mockRejectedValueOnce(new ApiProblem(409, { detail: 'It has changed.' })).mockRejectedValueOnce(new ApiProblem(0, null))
  expect(await send()).toBe(0)
  const [first, second] = useOutbox.getState().kept
  expect(first?.refused).toBe('It has changed.')
  expect(waiting(useOutbox.getState().kept)).toEqual([second])
  post.mockResolvedValue({})
  expect(await send()).toBe(1)
  expect((post.mock.calls[2]?.[2] as { idempotencyKey: string }).idempotencyKey).toBe(second?.key)
})

it('is there after a reload, for the same person alone', () => {
  approve('1')
  openOutbox('ben')
  expect(useOutbox.getState().kept).toEqual([])
  openOutbox('ana')
  const [kept] = useOutbox.getState().kept
  expect(kept?.title).toBe('Review 1')
  drop(kept?.key ?? '')
  openOutbox('ana')
  expect(useOutbox.getState().kept).toEqual([])
})

const decide = (id: string, act: 'approve' | 'abstain', done: string, stage?: string) =>
  put({ id, title: `Review ${id}`, done, body: { act, contentHash: 'h', ...(stage ? { stage } : {}) } })

it('keeps the last word on one review, says what it replaces, and sends it alone', async () => {
  approve('1')
  approve('1')
  expect(useOutbox.getState().kept).toEqual([expect.not.objectContaining({ instead: 'Approved' })])
  put({ id: '1', title: 'Review 1', done: 'Rejected', body: { act: 'reject', comment: 'No', contentHash: 'h' } })
  expect(useOutbox.getState().kept).toEqual([expect.objectContaining({ done: 'Rejected', instead: 'Approved' })])
  post.mockResolvedValue({})
  expect(await send()).toBe(1)
  expect(post.mock.calls.map(([path]) => path as string)).toEqual(['/api/reviews/1/reject'])
})

it('keeps one word for each stage of a review', () => {
  decide('1', 'approve', 'Approved', 'check')
  decide('1', 'abstain', 'Abstained', 'release')
  expect(useOutbox.getState().kept.map((one) => one.done)).toEqual(['Approved', 'Abstained'])
})

it('does not send what is replaced while another is on its way', async () => {
  approve('1')
  approve('2')
  post.mockImplementationOnce(() => {
    decide('2', 'abstain', 'Abstained')
    return Promise.resolve({})
  })
  post.mockResolvedValue({})
  await send()
  await send()
  expect(post.mock.calls.map(([path]) => path as string)).toEqual(['/api/reviews/1/approve', '/api/reviews/2/abstain'])
})
