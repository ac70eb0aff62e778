import { openCommandBar } from '../../../app/commands/CommandBar'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { readWorkflow, textOf } from '../../workflows/readWorkflow'
import { saveNow } from '../draft/sync'
import { forgetTrials, useTrials } from '../trial/trial'
import { takeIn } from './clipboard'
import { type Context, type EditorCommand, inGroup, showSelected } from './context'

const make = inGroup('Workflow')

const saved = () => toastDone('Saved. Changes save by themselves as you make them.')

/** A file from the disk: ours, or one of n8n. */
function chooseFile(take: (file: File) => void) {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept: '.json,application/json' })
  input.addEventListener('change', () => input.files?.[0] && take(input.files[0]))
  input.click()
}

export function workflowCommands({ state, ports, readOnly, one, first, here }: Context): EditorCommand[] {
  const publishable = ports.mayPublish ? null : 'Your role may not publish.'
  const inner = state.graph.nodes.get(first ?? '')?.config['workflowId']
  const leads = typeof inner === 'string' && inner !== '' ? null : 'Select a step that runs another workflow.'
  const filled = state.graph.nodes.size > 0 ? null : 'Add a step first.'
  const tried = useTrials.getState().results.size > 0 ? null : 'Nothing was tried since the page was opened.'
  const take = async (file: File) => {
    takeIn(await readWorkflow(await textOf(file)), here())
    showSelected(ports.flow)
  }
  return [
    make('new', 'New workflow', 'Mod+Alt+N', readOnly, ports.newWorkflow),
    make('clone', 'Clone the workflow', '', readOnly, ports.copyWorkflow),
    make('go', 'Open another workflow', 'Mod+O', null, openCommandBar),
    make('save', 'Save now', 'Mod+S', readOnly, () => void saveNow().then(saved)),
    make('publish', 'Publish', 'Shift+P', publishable, ports.publish),
    make('unpublish', 'Unpublish', 'Mod+U', ports.mayUnpublish, ports.unpublish),
    make('run', 'Run', 'Mod+Enter', ports.mayRun, ports.openRun),
    make('try', 'Run this step', 'Shift+Enter', readOnly ?? one, () => ports.trial.tryStep(first!, true)),
    make('try-to', 'Run up to here', 'Alt+Enter', readOnly ?? one, () => ports.trial.tryStep(first!, false)),
    make('try-all', 'Try the whole draft', 'Mod+Shift+Enter', readOnly ?? filled, ports.trial.tryAll),
    make('forget', 'Forget what was tried', '', tried, forgetTrials),
    make('runs', 'Runs of the workflow', 'R', null, ports.openRuns),
    make('sub', 'Open the workflow that the step runs', 'Mod+Shift+O', leads, () => ports.openWorkflow(String(inner))),
    make('import', 'Import into this workflow', 'Mod+I', readOnly, () => chooseFile((file) => void take(file).catch(toastFailed))),
    make('export', 'Export as JSON', 'Mod+E', null, ports.exportFile),
    make('offline', 'Keep for offline', '', readOnly, ports.keepForOffline),
    make('settings', 'Settings of the workflow', 'W', null, ports.openSettings),
    make('template', 'Save as a template', '', readOnly, ports.saveTemplate),
  ]
}
