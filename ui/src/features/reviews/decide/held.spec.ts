// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { hold, takeBack, undoMs, useHeld } from './held'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

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
