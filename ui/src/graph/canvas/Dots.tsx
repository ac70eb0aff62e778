import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'

const gap = 24
/** Below this size dots would be a grey mist; every second, fourth, … is drawn. */
const gapMin = 14

/** The dotted paper behind the steps, one picture that is shifted and scaled: moving the canvas paints nothing anew. */
export function Dots() {
  const ref = useRef<HTMLDivElement>(null)
  const store = useStoreApi()
  useEffect(() => {
    let drawn = 0
    const place = () => {
      const paper = ref.current
      if (!paper) return
      const [x, y, zoom] = store.getState().transform
      let size = gap * 2 ** Math.round(Math.log2(zoom))
      while (size < gapMin) size *= 2
      if (size !== drawn) {
        drawn = size
        paper.style.inset = `${-2 * size}px -50% -50% ${-2 * size}px`
        paper.style.backgroundSize = `${size}px ${size}px`
      }
      let scale = (gap * zoom) / size
      while (scale < 0.7) scale *= 2
      const step = size * scale
      paper.style.transform = `translate(${x % step}px, ${y % step}px) scale(${scale})`
    }
    place()
    return store.subscribe(place)
  }, [store])
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 -z-10 overflow-hidden">
      <div ref={ref} className="canvas-dots absolute" />
    </div>
  )
}
