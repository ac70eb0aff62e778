// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { post } from '../../../api/http'
import { hold, takeBack, undoMs, useHeld } from './held'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('sends when the window to undo is over, once', () => {
  const send = vi.fn()
  hold(3, 'Approve', send)
  vi.advanceTimersByTime(undoMs - 1)
  expect(send).not.toHaveBeenCalled()
  vi.advanceTimersByTime(undoMs)
  expect(send).toHaveBeenCalledTimes(1)
})

it('sends nothing that was taken back', () => {
  const send = vi.fn()
  hold(3, 'Approve', send)
  takeBack()
  vi.advanceTimersByTime(2 * undoMs)
  expect(send).not.toHaveBeenCalled()
  expect(useHeld.getState().held).toBeNull()
})

it('sends at once when another decision follows or the page is left', () => {
  const [first, second] = [vi.fn(), vi.fn()]
  hold(1, 'Approve', first)
  hold(2, 'Reject', second)
  expect(first).toHaveBeenCalledTimes(1)
  window.dispatchEvent(new Event('pagehide'))
  expect(second).toHaveBeenCalledTimes(1)
})

it('lets what is sent while the page is left arrive, and only that', async () => {
  const sent: RequestInit[] = []
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(init)
    return Promise.resolve(new Response('{}', { headers: { 'Content-Type': 'application/json' } }))
  })
  window.dispatchEvent(new Event('pageshow'))
  hold(1, 'Approve', () => void post('/api/reviews/bulk', { ids: [] }))
  await post('/api/reviews/1/claim', {})
  // Said before the browser calls the page hidden.
  window.dispatchEvent(new Event('pagehide'))
  window.dispatchEvent(new Event('pageshow'))
  await post('/api/reviews/2/claim', {})
  expect(sent.map((one) => one.keepalive ?? false)).toEqual([false, true, false])
})
