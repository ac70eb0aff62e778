import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asOnePicture, restMs } from './moving'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function canvas() {
  const names = new Set<string>()
  const toggle = (name: string, on?: boolean) => {
    if (on) names.add(name)
    else names.delete(name)
    return on === true
  }
  return { names, move: asOnePicture(() => ({ toggle })) }
}

it('is one picture from its first move until it rests', () => {
  const { names, move } = canvas()
  move({ zoom: 1 })
  vi.advanceTimersByTime(restMs - 1)
  move({ zoom: 1 })
  vi.advanceTimersByTime(restMs - 1)
  expect([...names]).toEqual(['panned'])
  vi.advanceTimersByTime(1)
  expect(names.size).toBe(0)
})

it('is a picture that is scaled as soon as it is zoomed, and drawn sharp at rest', () => {
  const { names, move } = canvas()
  move({ zoom: 1 })
  move({ zoom: 1.1 })
  expect(names).toContain('zoomed')
  vi.advanceTimersByTime(restMs)
  expect(names.size).toBe(0)
})

it('leaves another canvas of the page alone', () => {
  const [one, other] = [canvas(), canvas()]
  one.move({ zoom: 1 })
  expect([one.names.size, other.names.size]).toEqual([1, 0])
})
