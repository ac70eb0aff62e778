import { useStoreApi, ViewportPortal } from '@xyflow/react'
import { useEffect, useRef } from 'react'

const gap = 24
/** Nearer to each other on the screen, dots would be a grey mist; every second, fourth, … is drawn. */
const gapMin = 14
/** The sheet lies around the middle of what is seen, in steps that all distances of dots divide. */
const step = gap * 512
/** Half of its side: from the furthest zoom, no screen looks over its edge. */
const half = 3 * step

/**
 * The dotted paper, as the lowest of what moves with the steps. It reaches everywhere, so that the browser makes one
 * picture of the paper and all that lies on it, and shifts that: a layer for each row of cards costs more than its drawing.
 */
export function Dots() {
  const ref = useRef<HTMLDivElement>(null)
  const store = useStoreApi()
  useEffect(() => {
    let drawn = ''
    const place = () => {
      const paper = ref.current
      if (!paper) return
      const { transform: [x, y, zoom], width, height } = store.getState()
      const left = Math.round((width / 2 - x) / zoom / step) * step - half
      const top = Math.round((height / 2 - y) / zoom / step) * step - half
      let between = gap
      while (between * zoom < gapMin) between *= 2
      const radius = 1.2 / 2 ** Math.round(Math.log2(zoom))
      const drawing = `${left} ${top} ${between} ${radius}`
      if (drawing === drawn) return
      drawn = drawing
      paper.style.left = `${left}px`
      paper.style.top = `${top}px`
      paper.style.backgroundSize = `${between}px ${between}px`
      paper.style.setProperty('--radius', `${radius}px`)
    }
    place()
    return store.subscribe(place)
  }, [store])
  return (
    <ViewportPortal>
      <div ref={ref} aria-hidden className="canvas-dots pointer-events-none absolute -z-20" style={{ width: 2 * half, height: 2 * half }} />
    </ViewportPortal>
  )
}
