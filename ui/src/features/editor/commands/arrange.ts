import { newSteps } from '../../../graph/layout/blocks'
import { type Places, tidy, tidyNew } from '../../../graph/layout/tidy'
import { align, type Alignment, distribute, move } from '../../../graph/model/acts'
import { outPorts } from '../../../graph/model/catalogue'
import type { NodeDefinition } from '../../../graph/model/definition'
import { fold, group, groupKey, groupsAt, leaveGroups } from '../../../graph/model/drawing'
import { toastDone, toastFailed } from '../../../ui/Toast'
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

const place = (label: string, places: Promise<Places>) =>
  void places
    .then((to) => {
      const edits = move(draft().graph, to)
      if (edits.length > 0) act(label, edits)
      else toastDone('They lie well already.')
    })
    .catch(toastFailed)

export function arrangeCommands(context: Context): EditorCommand[] {
  return [...groupCommands(context), ...alignCommands(context), ...tidyCommands(context)]
}

/** Only what is chosen, or what is new, moves; everything when that is asked for, or when nothing is new. */
function tidyCommands({ state: { graph, history }, ports, readOnly, steps }: Context): EditorCommand[] {
  const portsOf = (node: NodeDefinition) => outPorts(node, ports.types.get(node.type))
  const everything = () => place('Tidy everything', tidy(draft().graph, [...draft().graph.nodes.keys()], portsOf))
  const fresh = newSteps(graph, history)
  const isPart = steps.length > 1 || (fresh.length > 0 && fresh.length < graph.nodes.size)
  const what = steps.length > 1 ? 'what is selected' : isPart ? 'what is new' : 'everything'
  const part = () =>
    steps.length > 1
      ? place(`Tidy ${steps.length} steps`, tidy(draft().graph, steps, portsOf))
      : place('Tidy what is new', tidyNew(draft().graph, fresh, portsOf))
  return [
    make('tidy', what === 'everything' ? 'Tidy up' : `Tidy ${what}`, 'Alt+Shift+T', readOnly, isPart ? part : everything),
    make('tidy-all', 'Tidy everything', '', readOnly, everything),
  ]
}

function groupCommands({ state: { graph, selection }, readOnly, steps }: Context): EditorCommand[] {
  const here = groupsAt(graph, selection)
  const grouped = readOnly ?? (here.length > 0 ? null : 'Select a group, or a step of one.')
  const inside = readOnly ?? (here.some((one) => one.nodeIds.some((id) => steps.includes(id))) ? null : 'Select a step of a group.')
  const groupable = readOnly ?? (steps.length > 0 ? null : 'Select the steps that belong together.')
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
    make('unfold', 'Unfold the group', 'Alt+Shift+G', grouped, () => act('Unfold a group', fold(here, false))),
    make('leave', 'Take out of the group', '', inside, () => act('Take out of the group', leaveGroups(graph, steps))),
  ]
}

function alignCommands({ state: { graph, selection }, readOnly, steps }: Context): EditorCommand[] {
  const several = readOnly ?? (steps.length > 1 ? null : 'Select several steps first.')
  const three = readOnly ?? (steps.length > 2 ? null : 'Select three steps or more first.')
  const spread = (axis: 'x' | 'y') => () => act('Distribute', distribute(graph, selection, axis))
  return [
    ...alignments.map(([how, name, keys]) =>
      make(`align-${how}`, name, keys, several, () => act(name, align(graph, selection, how))),
    ),
    make('across', 'Distribute across', 'Alt+H', three, spread('x')),
    make('downwards', 'Distribute downwards', 'Alt+V', three, spread('y')),
  ]
}
