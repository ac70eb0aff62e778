import { type ReactFlowState, useStoreApi, ViewportPortal } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { grid } from '../../../graph/model/acts'
import { type Alignment, alignmentOf, type Box, type Guide, type Tracks, tracksOf, unaligned } from '../../../graph/layout/guides'

const keptAs = 'concertmaster.guides'

/** Whether lines show with what a dragged step is aligned; kept by this browser. */
export const useGuides = create(() => ({ shown: globalThis.localStorage?.getItem(keptAs) !== 'off' }))

export function toggleGuides() {
  const shown = !useGuides.getState().shown
  localStorage.setItem(keptAs, shown ? 'on' : 'off')
  useGuides.setState({ shown })
}

/** What the drag that ends now was aligned with; the steps are put quite there when they are let go. */
let current: Alignment = unaligned

export const nudge = () => ({ x: current.dx, y: current.dy })

interface Drag {
  moving: readonly string[]
  tracks: Tracks
  transform: ReactFlowState['transform']
}

/** A step moves by the grid: nearer than that nothing can be put by hand. */
const within = grid / 2

/** Lines along which a dragged step is aligned with those in sight. Drawn beside React: a move costs two styles. */
export function Guides() {
  const shown = useGuides((state) => state.shown)
  const store = useStoreApi()
  const upright = useRef<HTMLDivElement>(null)
  const lying = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown) return
    let drag: Drag | null = null
    let stop: (() => void) | null = null
    const draw = (to: Alignment) => {
      current = to
      place(upright.current, to.x, 'x', store.getState().transform[2])
      place(lying.current, to.y, 'y', store.getState().transform[2])
    }
    const follow = (nodeId: string) => (state: ReactFlowState) => {
      if (!state.nodeLookup.get(nodeId)?.dragging) return
      if (drag?.transform !== state.transform) drag = begin(state)
      const box = around(state, drag.moving)
      if (box) draw(alignmentOf(drag.tracks, box, within))
    }
    const press = (event: PointerEvent) => {
      const nodeId = (event.target as HTMLElement).closest?.('.react-flow__node')?.getAttribute('data-id')
      if (nodeId && event.button === 0) stop ??= store.subscribe(follow(nodeId))
    }
    const end = () => {
      stop?.()
      ;[stop, drag] = [null, null]
      // The drop reads what it was aligned with, within the same event.
      requestAnimationFrame(() => draw(unaligned))
    }
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    return () => {
      end()
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
    }
  }, [shown, store])
  const look = 'pointer-events-none absolute top-0 left-0 z-[1000] hidden bg-accent'
  return (
    <ViewportPortal>
      <div ref={upright} aria-hidden data-guide="x" className={look} />
      <div ref={lying} aria-hidden data-guide="y" className={look} />
    </ViewportPortal>
  )
}

function place(line: HTMLDivElement | null, guide: Guide | null, axis: 'x' | 'y', zoom: number) {
  if (!line) return
  line.style.display = guide ? 'block' : 'none'
  if (!guide) return
  const thick = `${1.5 / zoom}px`
  const long = `${guide.to - guide.from}px`
  line.style.transform = axis === 'x' ? `translate(${guide.at}px, ${guide.from}px)` : `translate(${guide.from}px, ${guide.at}px)`
  line.style.width = axis === 'x' ? thick : long
  line.style.height = axis === 'x' ? long : thick
}

type Lookup = ReactFlowState['nodeLookup']
type Drawn = NonNullable<ReturnType<Lookup['get']>>

const boxOf = ({ internals: { positionAbsolute }, measured }: Drawn): Box => ({
  ...positionAbsolute,
  width: measured.width ?? 0,
  height: measured.height ?? 0,
})

/** What moves, and sides and middles of all that lies still in sight. */
function begin({ nodeLookup, transform, width, height }: ReactFlowState): Drag {
  const [left, top, zoom] = transform
  const moving: string[] = []
  const boxes: Box[] = []
  for (const [id, node] of nodeLookup) {
    if (node.dragging) moving.push(id)
    else if (node.selectable !== false) {
      const box = boxOf(node)
      const [x, y] = [box.x * zoom + left, box.y * zoom + top]
      if (x < width && y < height && x + box.width * zoom > 0 && y + box.height * zoom > 0) boxes.push(box)
    }
  }
  return { moving, tracks: tracksOf(boxes), transform }
}

function around({ nodeLookup }: ReactFlowState, ids: readonly string[]): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const id of ids) {
    const node = nodeLookup.get(id)
    if (!node) continue
    const { x, y, width, height } = boxOf(node)
    ;[left, top] = [Math.min(left, x), Math.min(top, y)]
    ;[right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)]
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top }
}
