import type { ReactFlowInstance } from '@xyflow/react'
import type { FlowNode } from './flow'

const legible = 0.6
const comfortable = 0.8
const margin = 48

/** Everything, where it stays legible; otherwise the beginning (or what matters now) in a comfortable size. */
export function showFirst(flow: ReactFlowInstance<FlowNode>, focus: string | undefined) {
  const nodes = flow.getNodes().filter((node) => node.type === 'step')
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (nodes.length === 0 || !pane) return
  const { x, y, width, height } = flow.getNodesBounds(nodes)
  const zoom = Math.min((pane.width - 2 * margin) / width, (pane.height - 2 * margin) / height)
  if (zoom >= legible) {
    void flow.fitView({ padding: `${margin}px`, maxZoom: 1 })
    return
  }
  const node = nodes.find((one) => one.id === focus)
  const first = nodes.reduce((left, one) => (one.position.x < left.position.x ? one : left))
  const beginners = nodes.filter((one) => one.position.x < first.position.x + 100).slice(0, 5)
  const middle = beginners.reduce((sum, one) => sum + one.position.y, 0) / beginners.length
  const highest = Math.min(...beginners.map((one) => one.position.y))
  const tall = height * comfortable > pane.height
  const centred = pane.height / 2 - middle * comfortable
  const top = tall ? margin - y * comfortable : Math.max(centred, margin - highest * comfortable)
  void flow.setViewport({
    zoom: comfortable,
    x: node ? pane.width / 2 - (node.position.x + 100) * comfortable : margin - x * comfortable,
    y: node ? pane.height / 2 - (node.position.y + 28) * comfortable : top,
  })
}
