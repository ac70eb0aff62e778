import { tidy } from '../../../graph/canvas/layout'
import { align, type Alignment, distribute, move } from '../../../graph/model/acts'
import { fold, group, groupKey, groupsAt } from '../../../graph/model/drawing'
import { toastFailed } from '../../../ui/Toast'
import { act, draft, select } from '../draft/store'
import { type Context, type EditorCommand, inGroup } from './context'

const make = inGroup('Arrange')

const alignments: [Alignment, string, string][] = [
  ['left', 'Align left', 'Alt+A'],
  ['centre', 'Align centres', ''],
  ['right', 'Align right', ''],
  ['top', 'Align tops', 'Alt+T'],
  ['middle', 'Align middles', ''],
  ['bottom', 'Align bottoms', ''],
]

const tidyUp = () =>
  tidy(draft().graph, draft().selection)
    .then((to) => act('Tidy up', move(draft().graph, to)))
    .catch(toastFailed)

export function arrangeCommands({ state: { graph, selection }, readOnly, steps }: Context): EditorCommand[] {
  const here = groupsAt(graph, selection)
  const several = readOnly ?? (selection.length > 1 ? null : 'Select several steps first.')
  const grouped = readOnly ?? (here.length > 0 ? null : 'Select a group, or a step of one.')
  const groupable = readOnly ?? (steps.length > 0 ? null : 'Select the steps that belong together.')
  const spread = (axis: 'x' | 'y') => () => act('Distribute', distribute(graph, selection, axis))
  const gather = () => {
    const { edits, groupId } = group(draft().graph, steps)
    act(`Group ${steps.length} steps`, edits)
    select([groupKey.for(groupId)])
  }
  const dissolve = () =>
    act(
      'Dissolve a group',
      here.map((one) => ({ type: 'removeGroup', groupId: one.id })),
    )
  return [
    make('group', 'Group', 'Mod+G', groupable, gather),
    make('ungroup', 'Dissolve the group', 'Mod+Shift+G', grouped, dissolve),
    make('fold', 'Fold the group', 'Alt+G', grouped, () => act('Fold a group', fold(here, true))),
    make('unfold', 'Unfold the group', 'Shift+Alt+G', grouped, () => act('Unfold a group', fold(here, false))),
    ...alignments.map(([how, name, keys]) =>
      make(`align-${how}`, name, keys, several, () => act(name, align(graph, selection, how))),
    ),
    make('across', 'Distribute across', 'Alt+H', several, spread('x')),
    make('downwards', 'Distribute downwards', 'Alt+V', several, spread('y')),
    make('tidy', selection.length > 1 ? 'Tidy what is selected' : 'Tidy up', 'Shift+Alt+T', readOnly, () => void tidyUp()),
  ]
}
