import { along, neighbour } from '../../../graph/model/acts'
import { select } from '../draft/store'
import { endConnecting } from './connecting'
import { type Context, type EditorCommand, inGroup } from './context'

const make = inGroup('Select')

type Arrow = 'left' | 'right' | 'up' | 'down'

export function selectCommands({ state: { graph, selection }, some, first }: Context): EditorCommand[] {
  const go = (key: Arrow) => () => {
    const next = first ? neighbour(graph, first, key) : ([...graph.nodes.keys()][0] ?? null)
    if (!next) return
    select([next])
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus()
  }
  const none = () => {
    if (!endConnecting()) select([])
  }
  return [
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
