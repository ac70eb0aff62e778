// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { useLive, useLiveQueries } from '../../api/live'

afterEach(() => vi.useRealTimers())

it('reads lists again when the connection has come back, once, and not when it goes', () => {
  vi.useFakeTimers()
  const client = new QueryClient()
  const read = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
  const wrapper = ({ children }: { children: ReactNode }) => createElement(QueryClientProvider, { client }, children)
  const { unmount } = renderHook(() => useLiveQueries('runs', ['runs']), { wrapper })

  act(() => useLive.setState({ connected: false }))
  vi.runAllTimers()
  expect(read).not.toHaveBeenCalled()

  act(() => useLive.setState(({ returns }) => ({ connected: true, returns: returns + 1 })))
  act(() => useLive.setState(({ returns }) => ({ connected: true, returns: returns + 1 })))
  vi.runAllTimers()
  expect(read).toHaveBeenCalledExactlyOnceWith({ queryKey: ['runs'] })

  unmount()
  useLive.setState(({ returns }) => ({ returns: returns + 1 }))
  vi.runAllTimers()
  expect(read).toHaveBeenCalledTimes(1)
})
