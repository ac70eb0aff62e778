import type { ReactFlowInstance } from '@xyflow/react'
import type { NodeType } from '../../api/nodes'
import { tidy } from '../../graph/canvas/layout'
import { align, type Alignment, along, distribute, move, neighbour, remove } from '../../graph/model/acts'
import { copy, type Fragment, parseFragment, paste } from '../../graph/model/clipboard'
import { cornerOf, fold, group, groupKey, groupsAt, newNote, noteKey } from '../../graph/model/drawing'
import { parseWorkflowFile } from '../../graph/model/exchange'
import { importWords } from '../../graph/n8n/report'
import { importN8n } from '../../graph/n8n/translate'
import { toastDone, toastFailed } from '../../ui/Toast'
import { act, type Draft, draft, redoAct, select, undoAct } from './draft/store'
import { saveNow } from './draft/sync'
import type { TrialActs } from './trial/useTrialActs'

export interface EditorCommand {
  id: string
  name: string
  group: 'Workflow' | 'Edit' | 'Select' | 'Arrange' | 'View'
  keys: readonly string[]
  /** Why not now; null when it can be done. */
  disabled: string | null
  run: () => void
}

/** What the editor's page does for commands that need more than the draft. */
export interface EditorPorts {
  flow: Pick<ReactFlowInstance, 'fitView' | 'zoomIn' | 'zoomOut' | 'zoomTo' | 'screenToFlowPosition'>
  types: ReadonlyMap<string, NodeType>
  mayEdit: boolean
  mayPublish: boolean
  mayRun: string | null
  insert: () => void
  publish: () => void
  openRun: () => void
  openNode: (nodeId: string) => void
  togglePalette: () => void
  toggleOutline: () => void
  toggleHistory: () => void
  showKeys: () => void
  find: () => void
  exportFile: () => void
  saveTemplate: () => void
  openSettings: () => void
  togglePast: () => void
  trial: TrialActs
}

let held: Fragment | null = null

export const copyNodes = (nodeIds: readonly string[]) => {
  held = copy(draft().graph, nodeIds)
  void navigator.clipboard?.writeText(JSON.stringify(held, null, 2)).catch(() => undefined)
}

export async function pasteNodes(at: { x: number; y: number }) {
  const text = await navigator.clipboard?.readText().catch(() => '')
  pasteText(text ?? '', at)
}

export function pasteText(text: string, at: { x: number; y: number }) {
  const foreign = importN8n(text)
  if (foreign) toastDone(importWords(foreign.report))
  const file = foreign ?? parseWorkflowFile(text)?.definition
  const notes = foreign ? foreign.notes : file && 'layout' in file ? file.layout?.notes : undefined
  const fragment = file
    ? { concertmaster: 'fragment' as const, nodes: file.nodes, edges: file.edges, ...(notes ? { notes } : {}) }
    : (parseFragment(text) ?? held)
  if (!fragment) return
  const { edits, nodeIds } = paste(draft().graph, fragment, at)
  act(`Paste ${nodeIds.length === 1 ? 'a step' : `${nodeIds.length} steps`}`, edits)
  select(nodeIds)
}

const focusName = () => document.querySelector<HTMLInputElement>('#node-name')?.select()

const alignments: [Alignment, string, string][] = [
  ['left', 'Align left', 'Alt+A'],
  ['centre', 'Align centres', ''],
  ['right', 'Align right', ''],
  ['top', 'Align tops', 'Alt+T'],
  ['middle', 'Align middles', ''],
  ['bottom', 'Align bottoms', ''],
]

/** Every command has one name, one set of keys, and one reason why it cannot be done now. */
export function editorCommands(state: Draft, ports: EditorPorts): EditorCommand[] {
  const { graph, selection, selectedEdge, history } = state
  const first = selection[0]
  const steps = selection.filter((id) => graph.nodes.has(id))
  const readOnly = ports.mayEdit ? null : 'Your role may look but not change.'
  const some = selection.length > 0 ? null : 'Select a step first.'
  const one = steps.length === 1 ? null : 'Select one step first.'
  const several = selection.length > 1 ? null : 'Select several steps first.'
  const here = groupsAt(graph, selection)
  const grouped = readOnly ?? (here.length > 0 ? null : 'Select a group, or a step of one.')
  const spread = (axis: 'x' | 'y') => () => act('Distribute', distribute(graph, selection, axis))
  const nameOf = (id: string | undefined) => graph.nodes.get(id ?? '')?.name ?? 'a step'
  const middle = () => {
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()
    return ports.flow.screenToFlowPosition({ x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 })
  }
  const lastAct = history.past.at(-1)
  const nextAct = history.future[0]
  const undoable = readOnly ?? (lastAct ? null : 'Nothing to undo.')
  const redoable = readOnly ?? (nextAct ? null : 'Nothing to redo.')
  const publishable = ports.mayPublish ? null : 'Your role may not publish.'
  const saved = () => toastDone('Saved. Changes save by themselves as you make them.')
  const go = (key: 'left' | 'right' | 'up' | 'down') => () => {
    const next = first ? neighbour(graph, first, key) : ([...graph.nodes.keys()][0] ?? null)
    if (!next) return
    select([next])
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus()
  }
  const make = (
    id: string,
    group: EditorCommand['group'],
    name: string,
    keys: string,
    disabled: string | null,
    run: () => void,
  ): EditorCommand => ({ id, group, name, keys: keys === '' ? [] : keys.split(' '), disabled, run })
  const drop = (heal: boolean) => () =>
    selectedEdge
      ? act('Disconnect', [{ type: 'disconnect', edgeId: selectedEdge }])
      : act(selection.length === 1 ? `Delete ${nameOf(first)}` : `Delete ${selection.length} steps`, remove(graph, selection, heal))
  const toggleOff = () => {
    const on = selection.some((id) => graph.nodes.get(id)?.disabled)
    act('Switch on or off', steps.map((nodeId) => ({ type: 'changeNode', nodeId, changes: { disabled: !on } })))
  }
  return [
    make('insert', 'Edit', 'Add a step', 'Tab', readOnly, ports.insert),
    make('save', 'Workflow', 'Save now', 'Mod+S', readOnly, () => void saveNow().then(saved)),
    make('publish', 'Workflow', 'Publish', 'Shift+P', publishable, ports.publish),
    make('run', 'Workflow', 'Run', 'Mod+Enter', ports.mayRun, ports.openRun),
    make('export', 'Workflow', 'Export as JSON', 'Mod+E', null, ports.exportFile),
    make('settings', 'Workflow', 'Settings of the workflow', 'W', null, ports.openSettings),
    make('template', 'Workflow', 'Save as a template', '', readOnly, ports.saveTemplate),
    make('undo', 'Edit', lastAct ? `Undo: ${lastAct.label}` : 'Undo', 'Mod+Z', undoable, undoAct),
    make('redo', 'Edit', nextAct ? `Redo: ${nextAct.label}` : 'Redo', 'Mod+Shift+Z Mod+Y', redoable, redoAct),
    make('open', 'Edit', 'Open the step', 'Enter', some, () => first && graph.nodes.has(first) && ports.openNode(first)),
    make('try', 'Workflow', 'Run this step', 'Shift+Enter', readOnly ?? one, () => ports.trial.tryStep(first!, true)),
    make('try-to', 'Workflow', 'Run up to here', 'Alt+Enter', readOnly ?? one, () => ports.trial.tryStep(first!, false)),
    make('pin', 'Edit', 'Pin or unpin the output', 'P', readOnly ?? one, () => ports.trial.togglePin(first!)),
    make('rename', 'Edit', 'Rename the step', 'F2', readOnly ?? some, focusName),
    make('disable', 'Edit', 'Switch on or off', 'D', readOnly ?? some, toggleOff),
    make('copy', 'Edit', 'Copy', 'Mod+C', some, () => copyNodes(selection)),
    make('cut', 'Edit', 'Cut', 'Mod+X', readOnly ?? some, () => (copyNodes(selection), drop(false)())),
    make('paste', 'Edit', 'Paste', 'Mod+V', readOnly, () => void pasteNodes(middle())),
    make('duplicate', 'Edit', 'Duplicate', 'Mod+D', readOnly ?? some, () => {
      const fragment = copy(graph, selection)
      const note = graph.notes.get(noteKey.of(first!))
      const at = graph.nodes.get(first!)?.position ?? note ?? cornerOf(graph, groupKey.of(first!))
      pasteText(JSON.stringify(fragment), { x: at.x + 40, y: at.y + 96 })
    }),
    make('note', 'Edit', 'Add a note', 'Shift+S', readOnly, () => {
      const note = newNote(draft().graph, { x: middle().x - 120, y: middle().y - 80 })
      act('Add a note', [{ type: 'putNote', note }])
      select([noteKey.for(note.id)])
    }),
    make('group', 'Arrange', 'Group', 'Mod+G', readOnly ?? (steps.length > 0 ? null : 'Select the steps that belong together.'), () => {
      const { edits, groupId } = group(draft().graph, steps)
      act(`Group ${steps.length} steps`, edits)
      select([groupKey.for(groupId)])
    }),
    make('ungroup', 'Arrange', 'Dissolve the group', 'Mod+Shift+G', grouped, () =>
      act('Dissolve a group', here.map((one) => ({ type: 'removeGroup', groupId: one.id }))),
    ),
    make('fold', 'Arrange', 'Fold the group', 'Alt+G', grouped, () => act('Fold a group', fold(here, true))),
    make('unfold', 'Arrange', 'Unfold the group', 'Shift+Alt+G', grouped, () => act('Unfold a group', fold(here, false))),
    make('delete', 'Edit', 'Delete', 'Delete Backspace', readOnly ?? (selectedEdge ? null : some), drop(false)),
    make('heal', 'Edit', 'Delete and join the ends', 'Mod+Delete Mod+Backspace', readOnly ?? some, drop(true)),
    make('all', 'Select', 'Select all', 'Mod+A', null, () => select([...graph.nodes.keys()])),
    make('before', 'Select', 'Select all before', 'Shift+Left', some, () => select(along(graph, selection, 'before'))),
    make('after', 'Select', 'Select all after', 'Shift+Right', some, () => select(along(graph, selection, 'after'))),
    make('none', 'Select', 'Select nothing', 'Escape', null, () => select([])),
    make('left', 'Select', 'Go left', 'Left', null, go('left')),
    make('right', 'Select', 'Go right', 'Right', null, go('right')),
    make('up', 'Select', 'Go up', 'Up', null, go('up')),
    make('down', 'Select', 'Go down', 'Down', null, go('down')),
    ...alignments.map(([how, name, keys]) =>
      make(`align-${how}`, 'Arrange', name, keys, readOnly ?? several, () => act(name, align(graph, selection, how))),
    ),
    make('across', 'Arrange', 'Distribute across', 'Alt+H', readOnly ?? several, spread('x')),
    make('downwards', 'Arrange', 'Distribute downwards', 'Alt+V', readOnly ?? several, spread('y')),
    make('tidy', 'Arrange', selection.length > 1 ? 'Tidy what is selected' : 'Tidy up', 'Shift+Alt+T', readOnly, () => {
      tidy(draft().graph, draft().selection)
        .then((to) => act('Tidy up', move(draft().graph, to)))
        .catch(toastFailed)
    }),
    make('find', 'View', 'Find a step', 'Mod+F', null, ports.find),
    make('fit', 'View', 'Show everything', '1', null, () => void ports.flow.fitView({ padding: 0.15, maxZoom: 1, duration: 150 })),
    make('zoom-in', 'View', 'Zoom in', '+ =', null, () => void ports.flow.zoomIn()),
    make('zoom-out', 'View', 'Zoom out', '-', null, () => void ports.flow.zoomOut()),
    make('zoom-0', 'View', 'Zoom to 100 %', '0', null, () => void ports.flow.zoomTo(1)),
    make('palette', 'View', 'Show or hide the steps to add', 'N', null, ports.togglePalette),
    make('outline', 'View', 'Show or hide the outline', 'O', null, ports.toggleOutline),
    make('history', 'View', 'Show or hide the history', 'H', null, ports.toggleHistory),
    make('past', 'View', 'Show or hide how past runs went', 'Shift+H', null, ports.togglePast),
    make('keys', 'View', 'Show the keys', '?', null, ports.showKeys),
  ]
}
