import { useEffect, useState } from 'react'
import { act } from '../draft/store'

interface Stroke {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

const sampleCount = 24

type Spot = { x: number; y: number }

/** Whether two straight lines cross. */
export function cross(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const side = (p: Spot, q: Spot, r: Spot) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x))
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}

/** The lines on the screen that a stroke crosses. */
function edgesAcross({ from, to }: Stroke): string[] {
  return [...document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')].flatMap((path) => {
    const [matrix, length] = [path.getScreenCTM(), path.getTotalLength()]
    const id = path.closest('.react-flow__edge')?.getAttribute('data-id')
    if (!matrix || !id) return []
    const points = Array.from({ length: sampleCount + 1 }, (_, index) =>
      path.getPointAtLength((length * index) / sampleCount).matrixTransform(matrix),
    )
    return points.some((point, index) => index > 0 && cross(from, to, points[index - 1]!, point)) ? [id] : []
  })
}

/** Alt and drag over the empty canvas cuts the lines on the way. */
export function Slicer() {
  const [stroke, setStroke] = useState<Stroke | null>(null)
  useEffect(() => {
    let current: Stroke | null = null
    const begin = (event: PointerEvent) => {
      if (!event.altKey || event.button !== 0 || !(event.target as HTMLElement).classList.contains('react-flow__pane')) return
      event.stopPropagation()
      const at = { x: event.clientX, y: event.clientY }
      current = { from: at, to: at }
    }
    // The canvas must not take the same drag for moving itself.
    const hold = (event: MouseEvent) => current && event.stopPropagation()
    const move = (event: PointerEvent) => {
      if (!current) return
      current = { ...current, to: { x: event.clientX, y: event.clientY } }
      setStroke(current)
    }
    const end = () => {
      if (!current) return
      const cut = edgesAcross(current)
      current = null
      setStroke(null)
      if (cut.length > 0)
        act(cut.length === 1 ? 'Cut a line' : `Cut ${cut.length} lines`, cut.map((edgeId) => ({ type: 'disconnect', edgeId })))
    }
    window.addEventListener('pointerdown', begin, true)
    window.addEventListener('mousedown', hold, true)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    return () => {
      window.removeEventListener('pointerdown', begin, true)
      window.removeEventListener('mousedown', hold, true)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
    }
  }, [])
  if (!stroke) return null
  return (
    <svg aria-hidden className="pointer-events-none fixed inset-0 z-50 size-full">
      <line
        x1={stroke.from.x}
        y1={stroke.from.y}
        x2={stroke.to.x}
        y2={stroke.to.y}
        stroke="var(--failed)"
        strokeWidth={2}
        strokeDasharray="6 4"
      />
    </svg>
  )
}
