import { gentle } from '../../../lib/motion'
import { toastDone } from '../../../ui/Toast'
import { toggleGuides, useGuides } from '../panels/Guides'
import { type Context, type EditorCommand, inGroup } from './context'

const make = inGroup('View')

function guides() {
  toggleGuides()
  toastDone(useGuides.getState().shown ? 'Steps show what they are aligned with.' : 'Steps are dragged without guides.')
}

export const viewCommands = ({ ports }: Context): EditorCommand[] => [
  make('find', 'Find a step', 'Mod+F', null, ports.find),
  make('fit', 'Show everything', '1', null, () => void ports.flow.fitView({ padding: 0.15, maxZoom: 1, duration: gentle(150) })),
  make('zoom-in', 'Zoom in', '+ =', null, () => void ports.flow.zoomIn()),
  make('zoom-out', 'Zoom out', '-', null, () => void ports.flow.zoomOut()),
  make('zoom-0', 'Zoom to 100 %', '0', null, () => void ports.flow.zoomTo(1)),
  make('palette', 'Show or hide the steps to add', 'N', null, ports.togglePalette),
  make('outline', 'Show or hide the outline', 'O', null, ports.toggleOutline),
  make('history', 'Show or hide the history', 'H', null, ports.toggleHistory),
  make('past', 'Show or hide how past runs went', 'Shift+H', null, ports.togglePast),
  make('guides', 'Show or hide guides while dragging', '', null, guides),
  make('keys', 'Show the keys', '?', null, ports.showKeys),
]
