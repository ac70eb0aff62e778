import type { ReactFlowInstance } from '@xyflow/react'
import type { NodeType } from '../../../api/nodes'
import { gentle } from '../../../lib/motion'
import type { Point } from '../../../graph/model/definition'
import { pointer } from './pointer'
import { type Draft, draft } from '../draft/store'
import type { TrialActs } from '../trial/useTrialActs'

export interface EditorCommand {
  id: string
  name: string
  group: 'Workflow' | 'Edit' | 'Select' | 'Arrange' | 'View'
  keys: readonly string[]
  /** Why not now; null when it can be done. */
  disabled: string | null
  run: () => void
  /** Does it with what the browser hands over from the clipboard, without asking for leave to read it. */
  paste?: (text: string) => void
}

/** What the editor's page does for commands that need more than the draft. */
export interface EditorPorts {
  flow: Pick<
    ReactFlowInstance,
    'fitView' | 'zoomIn' | 'zoomOut' | 'zoomTo' | 'screenToFlowPosition' | 'flowToScreenPosition' | 'setCenter' | 'getZoom'
  >
  types: ReadonlyMap<string, NodeType>
  mayEdit: boolean
  mayPublish: boolean
  mayRun: string | null
  mayUnpublish: string | null
  insert: () => void
  publish: () => void
  unpublish: () => void
  openRun: () => void
  openNode: (nodeId: string) => void
  openWorkflow: (workflowId: string) => void
  openRuns: () => void
  newWorkflow: () => void
  copyWorkflow: () => void
  togglePalette: () => void
  toggleOutline: () => void
  toggleHistory: () => void
  showKeys: () => void
  find: () => void
  exportFile: () => void
  keepForOffline: () => void
  saveTemplate: () => void
  openSettings: () => void
  togglePast: () => void
  trial: TrialActs
}

/** What each command is made with: the draft, what the page does, and the reasons that many of them share. */
export interface Context {
  state: Draft
  ports: EditorPorts
  /** Null while the draft may be changed. */
  readOnly: string | null
  /** Null while something is selected. */
  some: string | null
  /** Null while exactly one step is selected. */
  one: string | null
  /** The selected steps, without notes and groups. */
  steps: readonly string[]
  first: string | undefined
  /** Where the mouse is on the canvas, or the middle of what is in sight. */
  here: () => Point
}

export function contextOf(state: Draft, ports: EditorPorts): Context {
  const { graph, selection } = state
  const steps = selection.filter((id) => graph.nodes.has(id))
  return {
    state,
    ports,
    steps,
    first: selection[0],
    readOnly: ports.mayEdit ? null : 'Your role may look but not change.',
    some: selection.length > 0 ? null : 'Select a step first.',
    one: steps.length === 1 ? null : 'Select one step first.',
    here: () => {
      const pane = document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()
      const middle = { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 }
      return ports.flow.screenToFlowPosition(pointer.at ?? middle, { snapToGrid: false })
    },
  }
}

const fewCount = 3

/** What came in may be larger than what is in sight. */
export const showSelected = (flow: EditorPorts['flow']) =>
  requestAnimationFrame(() => {
    const nodes = draft().selection.map((id) => ({ id }))
    if (nodes.length > fewCount) void flow.fitView({ nodes, padding: 0.15, maxZoom: 1, duration: gentle(150) })
  })

/** Every command has one name, one set of keys (parted by spaces), and one reason why it cannot be done now. */
export const inGroup =
  (group: EditorCommand['group']) =>
  (id: string, name: string, keys: string, disabled: string | null, run: () => void): EditorCommand => ({
    id,
    group,
    name,
    keys: keys === '' ? [] : keys.split(' '),
    disabled,
    run,
  })
