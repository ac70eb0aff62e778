/** Where a card, a note or a frame lies. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A side or the middle of something that lies still: where it is, and from where to where that thing reaches across. */
interface Track {
  at: number
  middle: boolean
  from: number
  to: number
}

export interface Tracks {
  x: readonly Track[]
  y: readonly Track[]
}

/** A line along which two things are aligned. */
export interface Guide {
  at: number
  from: number
  to: number
}

export interface Alignment {
  /** Upright and lying lines; null where nothing is aligned. */
  x: Guide | null
  y: Guide | null
  /** How far it is from lying quite on them. */
  dx: number
  dy: number
}

export const unaligned: Alignment = { x: null, y: null, dx: 0, dy: 0 }

/** Sides and middles of what lies still, in order: made once when a drag begins, so that each move looks up a few. */
export function tracksOf(boxes: readonly Box[]): Tracks {
  const sorted = (tracks: Track[]) => tracks.sort((one, other) => one.at - other.at)
  return {
    x: sorted(boxes.flatMap((box) => sidesOf(box.x, box.width, box.y, box.height))),
    y: sorted(boxes.flatMap((box) => sidesOf(box.y, box.height, box.x, box.width))),
  }
}

function sidesOf(start: number, size: number, across: number, acrossSize: number): Track[] {
  const reach = { from: across, to: across + acrossSize }
  return [
    { at: start, middle: false, ...reach },
    { at: start + size / 2, middle: true, ...reach },
    { at: start + size, middle: false, ...reach },
  ]
}

/** What a box is aligned with: its sides with sides, its middle with middles. */
export function alignmentOf(tracks: Tracks, box: Box, within: number): Alignment {
  const x = nearest(tracks.x, sidesOf(box.x, box.width, box.y, box.height), within)
  const y = nearest(tracks.y, sidesOf(box.y, box.height, box.x, box.width), within)
  return { x: x?.guide ?? null, y: y?.guide ?? null, dx: x?.off ?? 0, dy: y?.off ?? 0 }
}

function nearest(tracks: readonly Track[], sides: readonly Track[], within: number): { guide: Guide; off: number } | null {
  let best: { guide: Guide; off: number } | null = null
  for (const side of sides)
    for (let index = firstFrom(tracks, side.at - within); index < tracks.length; index++) {
      const track = tracks[index]!
      if (track.at > side.at + within) break
      if (track.middle !== side.middle) continue
      const off = track.at - side.at
      const reach = { at: track.at, from: Math.min(track.from, side.from), to: Math.max(track.to, side.to) }
      if (best?.guide.at === track.at) best = { off, guide: joined(best.guide, reach) }
      else if (!best || Math.abs(off) < Math.abs(best.off)) best = { off, guide: reach }
    }
  return best
}

const joined = (one: Guide, other: Guide): Guide => ({
  at: one.at,
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
})

/** The first that lies at a place or behind it. */
function firstFrom(tracks: readonly Track[], place: number): number {
  let [low, high] = [0, tracks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (tracks[middle]!.at < place) low = middle + 1
    else high = middle
  }
  return low
}
