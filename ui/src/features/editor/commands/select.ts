import { along, cardHeight, cardWidth, neighbour } from '../../../graph/model/acts'
import type { Point } from '../../../graph/model/definition'
import { edgesAt } from '../../../graph/model/graph'
import { gentle } from '../../../lib/motion'
import { select } from '../draft/store'
import { focusStep } from '../going'
import { endConnecting } from './connecting'
import { type Context, type EditorCommand, type EditorPorts, inGroup } from './context'

const make = inGroup('Select')

type Arrow = 'left' | 'right' | 'up' | 'down'

/** Brings a step into sight where it is not, and the focus to it as soon as it is drawn. */
function reveal(flow: EditorPorts['flow'], { x, y }: Point, nodeId: string) {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  const [from, to] = [flow.flowToScreenPosition({ x, y }), flow.flowToScreenPosition({ x: x + cardWidth, y: y + cardHeight })]
  if (pane && (from.x < pane.left || from.y < pane.top || to.x > pane.right || to.y > pane.bottom))
    void flow.setCenter(x + cardWidth / 2, y + cardHeight / 2, { zoom: flow.getZoom(), duration: gentle(150) })
  focusStep(nodeId)
}

export function selectCommands({ state: { graph, selection, selectedEdge }, ports, one, some, first }: Context): EditorCommand[] {
  const go = (key: Arrow) => () => {
    const next = first ? neighbour(graph, first, key) : ([...graph.nodes.keys()][0] ?? null)
    if (!next) return
    select([next])
    const position = graph.nodes.get(next)?.position
    if (position) reveal(ports.flow, position, next)
  }
  const none = () => {
    if (!endConnecting()) select([])
  }
  const lines = first ? edgesAt(graph, first) : []
  const nextLine = () => {
    const at = lines.findIndex((edge) => edge.id === selectedEdge)
    select(selection, lines[(at + 1) % lines.length]?.id ?? null)
  }
  return [
    make('line', 'Select a line of the step', 'L', one ?? (lines.length > 0 ? null : 'No line leads to the step or away.'), nextLine),
    make('all', 'Select all', 'Mod+A', null, () => select([...graph.nodes.keys()])),
    make('before', 'Select all before', 'Shift+Left', some, () => select(along(graph, selection, 'before'))),
    make('after', 'Select all after', 'Shift+Right', some, () => select(along(graph, selection, 'after'))),
    make('none', 'Select nothing', 'Escape', null, none),
    make('left', 'Go left', 'Left', null, go('left')),
    make('right', 'Go right', 'Right', null, go('right')),
    make('up', 'Go up', 'Up', null, go('up')),
    make('down', 'Go down', 'Down', null, go('down')),
  ]
}
