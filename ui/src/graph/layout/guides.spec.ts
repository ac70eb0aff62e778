import { describe, expect, it } from 'vitest'
import { alignmentOf, tracksOf, unaligned } from './guides'

const card = (x: number, y: number) => ({ x, y, width: 200, height: 56 })
const note = { x: 1000, y: 500, width: 300, height: 160 }

describe('guides while something is dragged', () => {
  const tracks = tracksOf([card(0, 0), card(0, 400), card(603, 101), note])

  it('show at the side that is shared, as far as all that share it reach', () => {
    expect(alignmentOf(tracks, card(0, 200), 4)).toEqual({ x: { at: 0, from: 0, to: 456 }, y: null, dx: 0, dy: 0 })
  })

  it('draw to what lies off the grid', () => {
    const { x, y, dx, dy } = alignmentOf(tracks, card(600, 104), 4)
    expect([x?.at, y?.at, dx, dy]).toEqual([603, 101, 3, -3])
    expect(alignmentOf(tracks, { ...card(600, 104), x: 600 + dx, y: 104 + dy }, 4)).toMatchObject({ dx: 0, dy: 0 })
  })

  it('hold middles to middles and sides to sides', () => {
    expect(alignmentOf(tracks, card(1050, 900), 4).x).toEqual({ at: 1150, from: 500, to: 956 })
    // The side of the card at the middle of the note is no alignment.
    expect(alignmentOf(tracks, card(1150, 900), 4).x).toBeNull()
  })

  it('are none where nothing is near', () => {
    expect(alignmentOf(tracks, card(250, 230), 4)).toEqual(unaligned)
    expect(alignmentOf(tracksOf([]), card(0, 0), 4)).toEqual(unaligned)
  })

  it('find the nearest of many as looking at each would', () => {
    const many = Array.from({ length: 500 }, (_, index) => card((index % 25) * 273, Math.floor(index / 25) * 113))
    const all = tracksOf(many)
    for (let step = 0; step < 200; step++) {
      const box = card(step * 7, step * 3)
      const offs = many.flatMap((other) => [0, 200, -200].map((by) => Math.abs(other.x + by - box.x)))
      const nearest = Math.min(...offs)
      const found = alignmentOf(all, box, 4)
      expect(found.x === null ? null : Math.abs(found.dx)).toBe(nearest <= 4 ? nearest : null)
    }
  })
})
