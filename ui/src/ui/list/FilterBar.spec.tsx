// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SearchBox } from './FilterBar'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const rest = () => act(() => void vi.advanceTimersByTime(300))
const box = () => screen.getByRole<HTMLInputElement>('searchbox')
const type = (text: string) => fireEvent.change(box(), { target: { value: text } })

it('keeps what is typed while what was told is on its way, and follows whoever sets another text', () => {
  const search = vi.fn()
  const shown = render(<SearchBox label="Search" value="" onSearch={search} />)
  const come = (value: string) => shown.rerender(<SearchBox label="Search" value={value} onSearch={search} />)
  type('a')
  rest()
  expect(search).toHaveBeenLastCalledWith('a')
  come('') // drawn again before the page knows
  type('ab')
  come('a')
  expect(box().value).toBe('ab')
  rest()
  come('ab')
  come('') // cleared from elsewhere
  expect(box().value).toBe('')
  come('ab') // and back again
  expect(box().value).toBe('ab')
})

it('does not search any more once its page is left', () => {
  const search = vi.fn()
  const shown = render(<SearchBox label="Search" value="" onSearch={search} />)
  type('a')
  shown.unmount()
  rest()
  expect(search).not.toHaveBeenCalled()
})
