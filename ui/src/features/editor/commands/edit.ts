import { remove } from '../../../graph/model/acts'
import { newNote, noteKey } from '../../../graph/model/drawing'
import { count } from '../../../lib/text'
import { toastFailed } from '../../../ui/Toast'
import { cut } from '../acts'
import { act, draft, redoAct, select, undoAct } from '../draft/store'
import { copyNodes, duplicateNodes, pasteNodes, pasteText } from './clipboard'
import { beginConnecting, connectHere, useConnecting } from './connecting'
import { type Context, type EditorCommand, inGroup, showSelected } from './context'
import { pointer } from './pointer'

const make = inGroup('Edit')

function focusName() {
  const name = document.querySelector<HTMLInputElement>('#node-name')
  name?.focus()
  name?.select()
}

export function editCommands(context: Context): EditorCommand[] {
  const { state, ports, readOnly, some, one, first, here } = context
  const { graph, selection, selectedEdge, history } = state
  const [lastAct, nextAct] = [history.past.at(-1), history.future[0]]
  const connecting = useConnecting.getState().from !== null
  const shown = (pasted: Promise<void>) => void pasted.then(() => showSelected(ports.flow)).catch(toastFailed)
  const open = () => {
    if (connecting) connectHere()
    else if (first && graph.nodes.has(first)) ports.openNode(first)
  }
  return [
    make('insert', 'Add a step', 'Tab', readOnly, ports.insert),
    make(
      'undo',
      lastAct ? `Undo: ${lastAct.label}` : 'Undo',
      'Mod+Z',
      readOnly ?? (lastAct ? null : 'Nothing to undo.'),
      undoAct,
    ),
    make(
      'redo',
      nextAct ? `Redo: ${nextAct.label}` : 'Redo',
      'Mod+Shift+Z Mod+Y',
      readOnly ?? (nextAct ? null : 'Nothing to redo.'),
      redoAct,
    ),
    make('open', connecting ? 'Connect here' : 'Open the step', 'Enter', some, open),
    make('connect', 'Connect to another step', 'C', readOnly ?? one, () => beginConnecting(first!, ports.types)),
    make('pin', 'Pin or unpin the output', 'P', readOnly ?? one, () => ports.trial.togglePin(first!)),
    make('rename', 'Rename the step', 'F2', readOnly ?? some, focusName),
    make('disable', 'Switch on or off', 'D', readOnly ?? some, () => toggleOff(context)),
    make('copy', 'Copy', 'Mod+C', some, () => copyNodes(selection)),
    make('cut', 'Cut', 'Mod+X', readOnly ?? some, () => (copyNodes(selection), drop(context, false))),
    { ...make('paste', 'Paste', 'Mod+V', readOnly, () => shown(pasteNodes(here()))), paste: (text) => shown(pasteText(text, here())) },
    make('duplicate', 'Duplicate', 'Mod+D', readOnly ?? some, () => duplicateNodes(selection)),
    make('note', 'Add a note', 'Shift+S', readOnly, () => {
      const { x, y } = here()
      // Below the mouse, so that the colours above it are in sight too; or around the middle.
      const note = newNote(draft().graph, pointer.at ? { x: x - 24, y } : { x: x - 120, y: y - 80 })
      act('Add a note', [{ type: 'putNote', note }])
      select([noteKey.for(note.id)])
    }),
    make('delete', 'Delete', 'Delete Backspace', readOnly ?? (selectedEdge ? null : some), () => drop(context, false)),
    make('heal', 'Delete and join the ends', 'Mod+Delete Mod+Backspace', readOnly ?? some, () => drop(context, true)),
  ]
}

function drop({ state: { graph, selection, selectedEdge }, first }: Context, heal: boolean) {
  if (selectedEdge) return cut(selectedEdge)
  const name = graph.nodes.get(first ?? '')?.name ?? 'a step'
  act(selection.length === 1 ? `Delete ${name}` : `Delete ${selection.length} steps`, remove(graph, selection, heal))
}

function toggleOff({ state: { graph, selection }, steps }: Context) {
  const on = selection.some((id) => graph.nodes.get(id)?.disabled)
  const what = steps.length === 1 ? (graph.nodes.get(steps[0]!)?.name ?? 'a step') : count(steps.length, 'step')
  act(
    `Switch ${on ? 'on' : 'off'} ${what}`,
    steps.map((nodeId) => ({ type: 'changeNode', nodeId, changes: { disabled: !on } })),
  )
}
