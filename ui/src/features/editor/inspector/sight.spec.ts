import { expect, it } from 'vitest'
import { into, type Rect, uncovered } from './sight'

const rect = (left: number, top: number, right: number, bottom: number): Rect => ({ left, top, right, bottom })
const pane = rect(200, 100, 1000, 700)

it('moves a step no further than into sight, with a little room beside it', () => {
  expect(into(pane, rect(400, 300, 600, 356))).toEqual({ x: 0, y: 0 })
  expect(into(pane, rect(960, 300, 1160, 356))).toEqual({ x: -184, y: 0 })
  expect(into(pane, rect(150, 680, 350, 736))).toEqual({ x: 74, y: -60 })
})

it('shows the beginning of what is larger than its place', () => {
  expect(into(pane, rect(300, 300, 1300, 356))).toEqual({ x: -76, y: 0 })
})

it('counts what lies over the canvas from below, and not what stands beside it', () => {
  expect(uncovered(pane, rect(1000, 100, 1360, 700))).toEqual(pane)
  expect(into(uncovered(pane, rect(200, 400, 1000, 700)), rect(400, 500, 600, 556))).toEqual({ x: 0, y: -180 })
})
