import { useMemo } from 'react'
import { Surroundings } from '../../../schema-form/context'
import type { FieldSpec } from '../../../schema-form/kinds'
import { settingsEdit } from '../../../graph/model/difference'
import { SchemaForm } from '../../../schema-form/SchemaForm'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { act, useDraft } from '../draft/store'
import { useResults } from '../trial/useResults'
import { settingsSchema } from './schema'

const folder = '/settings'

/** What holds for the workflow as a whole, whichever step is under way. */
export function SettingsDialog({ workflowId, onClose }: { workflowId: string; onClose: () => void }) {
  const { graph, problems, editable } = useDraft()
  const { run } = useResults(workflowId)
  const schedules = [...graph.nodes.values()].some((node) => node.type === 'ScheduleTrigger')
  const schema = useMemo(() => settingsSchema(schedules), [schedules])
  const faults = new Map(
    problems.flatMap(({ path, message }) => (path?.startsWith(`${folder}/`) ? [[path.slice(folder.length), message] as const] : [])),
  )
  const input = run?.input ?? null
  const scope = input === null ? null : { input, bindings: { input, trigger: input, vars: graph.settings['vars'] ?? {} } }
  const change = (settings: Record<string, unknown>, field: FieldSpec) =>
    act(`Change “${field.label}” of the workflow`, settingsEdit(graph.settings, settings), `settings:${field.name}`)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Settings of the workflow"
      description="They hold for runs of the version that is published next."
      footer={<Button onClick={onClose}>Done</Button>}
    >
      <Surroundings value={{ scope, stepIds: [], readOnly: !editable, faults, config: graph.settings }}>
        <SchemaForm schema={schema} value={graph.settings} onChange={change} />
      </Surroundings>
    </Dialog>
  )
}
