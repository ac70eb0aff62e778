import { Panel, useReactFlow, useStoreApi } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { cardHeight, cardWidth } from '../model/acts'
import type { Graph } from '../model/graph'

const [width, height, margin] = [160, 100, 6]

interface Scale {
  left: number
  top: number
  factor: number
}

function scaleOf(graph: Graph): Scale {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { position } of graph.nodes.values()) {
    left = Math.min(left, position.x)
    top = Math.min(top, position.y)
    right = Math.max(right, position.x + cardWidth)
    bottom = Math.max(bottom, position.y + cardHeight)
  }
  if (left === Infinity) return { left: 0, top: 0, factor: 0.1 }
  const factor = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top), 0.2)
  return {
    left: left - (width / factor - (right - left)) / 2,
    top: top - (height / factor - (bottom - top)) / 2,
    factor,
  }
}

/** The whole in small, with what is in sight. Steps are painted once per change; while panning only the frame moves. */
export function Overview({ graph }: { graph: Graph }) {
  const paper = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const store = useStoreApi()
  const flow = useReactFlow()
  useEffect(() => {
    const scale = scaleOf(graph)
    paint(paper.current, graph, scale)
    const place = () => {
      const { transform: [x, y, zoom], width: paneWidth, height: paneHeight } = store.getState()
      const area = frame.current
      if (!area) return
      const at = { x: (-x / zoom - scale.left) * scale.factor, y: (-y / zoom - scale.top) * scale.factor }
      area.style.transform =
        `translate(${at.x}px, ${at.y}px) scale(${(paneWidth / zoom) * scale.factor / 100}, ${(paneHeight / zoom) * scale.factor / 100})`
    }
    place()
    return store.subscribe(place)
  }, [graph, store])
  const look = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const scale = scaleOf(graph)
    const x = (event.clientX - box.left) / scale.factor + scale.left
    const y = (event.clientY - box.top) / scale.factor + scale.top
    void flow.setCenter(x, y, { zoom: flow.getZoom() })
  }
  return (
    <Panel position="bottom-left" className="max-md:hidden">
      <div
        role="img"
        aria-label="Overview"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          look(event)
        }}
        onPointerMove={look}
        style={{ width, height }}
        className="relative cursor-pointer overflow-hidden rounded-card border border-line bg-sheet"
      >
        <canvas ref={paper} width={width * 2} height={height * 2} style={{ width, height }} />
        <div ref={frame} className="absolute top-0 left-0 size-[100px] origin-top-left bg-accent/20 will-change-transform" />
      </div>
    </Panel>
  )
}

function paint(canvas: HTMLCanvasElement | null, graph: Graph, { left, top, factor }: Scale) {
  const pen = canvas?.getContext('2d')
  if (!canvas || !pen) return
  pen.setTransform(2, 0, 0, 2, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.fillStyle = getComputedStyle(canvas).getPropertyValue('--ink-3')
  for (const { position } of graph.nodes.values())
    pen.fillRect(
      (position.x - left) * factor,
      (position.y - top) * factor,
      Math.max(2, cardWidth * factor),
      Math.max(1.5, cardHeight * factor),
    )
}
