import { useReactFlow } from '@xyflow/react'
import { useNavigate } from 'react-router'
import type { NodeType } from '../../../api/nodes'
import { useMay } from '../../../api/session'
import type { Workflow } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { toastFailed } from '../../../ui/Toast'
import { definitionOf } from '../../../graph/model/graph'
import { exportFiles } from '../../workflows/exportFiles'
import { useCopy } from '../../workflows/useCopy'
import { keepForOffline } from '../draft/kept'
import { useDraft } from '../draft/store'
import { saveNow } from '../draft/sync'
import { goToStep } from '../going'
import type { Opened } from '../panels/OpenedDialog'
import { useShowsPast } from '../trial/usePast'
import type { Results } from '../trial/useResults'
import { useTrialActs } from '../trial/useTrialActs'
import { usePublish } from '../usePublish'
import type { EditorPorts } from './context'

export type Side = 'palette' | 'outline' | 'history'

interface Page {
  workflow: Workflow
  types: ReadonlyMap<string, NodeType>
  results: Results
  insert: () => void
  openNode: (nodeId: string) => void
  openDialog: (which: Opened) => void
  toggle: (side: Side) => void
  showOutline: () => void
}

/** What commands ask of the page, of the server, and of the rest of the application. */
export function usePorts({ workflow, types, results, insert, openNode, openDialog, toggle, showOutline }: Page) {
  const { graph, editable } = useDraft()
  const flow = useReactFlow()
  const may = useMay()
  const navigate = useNavigate()
  const copy = useCopy()
  const publish = usePublish(workflow.id)
  const [past, showPast] = useShowsPast()
  const trial = useTrialActs(workflow.id, results, (nodeId) => goToStep(flow, nodeId))
  const ports: EditorPorts = {
    flow,
    types,
    mayEdit: editable,
    mayPublish: editable && may('workflows.publish'),
    mayRun: !may('runs.start') ? 'Your role may not start runs.' : workflow.published ? null : 'Publish it first.',
    mayUnpublish: !may('workflows.publish') ? 'Your role may not unpublish.' : workflow.published ? null : 'Nothing is published.',
    insert,
    keepForOffline: () => void keepForOffline(workflow.id),
    unpublish: () => openDialog('unpublish'),
    publish: () => publish.mutate(),
    openRun: () => openDialog('run'),
    togglePast: () => showPast(!past),
    saveTemplate: () => openDialog('template'),
    openSettings: () => openDialog('settings'),
    openNode,
    openWorkflow: (id) => void navigate(paths.workflow({ workflowId: id })),
    openRuns: () => void navigate(paths.runsOf({ workflowId: workflow.id })),
    copyWorkflow: () => void copy(graph.name, definitionOf(graph)),
    newWorkflow: () => void navigate(`${paths.workflows()}?new=1`),
    togglePalette: () => {
      toggle('palette')
      // Where it is shown, the search has the focus; where it is hidden, there is none.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#palette-search')?.focus())
    },
    toggleOutline: () => toggle('outline'),
    toggleHistory: () => toggle('history'),
    showKeys: () => openDialog('keys'),
    trial,
    find: () => {
      showOutline()
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#find-step')?.focus())
    },
    // The file is what the server has: what was typed until now goes there first.
    exportFile: () =>
      void saveNow()
        .then(() => exportFiles([{ id: workflow.id, name: graph.name }]))
        .catch(toastFailed),
  }
  return { ports, publishing: publish.isPending }
}
