import type { Workflow } from '../../../api/workflows'
import { definitionOf } from '../../../graph/model/graph'
import { UnpublishDialog } from '../../workflows/UnpublishDialog'
import { SaveTemplateDialog } from '../../workflows/templates/SaveTemplateDialog'
import type { EditorCommand } from '../commands/context'
import { useDraft } from '../draft/store'
import { SettingsDialog } from '../settings/SettingsDialog'
import { KeySheet } from './KeySheet'
import { RunDialog } from './RunDialog'

export type Opened = 'run' | 'keys' | 'template' | 'settings' | 'unpublish'

interface OpenedDialogProps {
  which: Opened
  workflow: Workflow
  commands: readonly EditorCommand[]
  onClose: () => void
}

/** The dialogs that commands open. */
export function OpenedDialog({ which, workflow, commands, onClose }: OpenedDialogProps) {
  const graph = useDraft((state) => state.graph)
  if (which === 'settings') return <SettingsDialog workflowId={workflow.id} onClose={onClose} />
  if (which === 'unpublish')
    return <UnpublishDialog workflowId={workflow.id} name={graph.name} version={workflow.published?.version ?? null} onClose={onClose} />
  if (which === 'keys') return <KeySheet commands={commands} onClose={onClose} />
  if (which === 'template') return <SaveTemplateDialog name={graph.name} definition={definitionOf(graph)} onClose={onClose} />
  return (
    <RunDialog
      workflowId={workflow.id}
      name={graph.name}
      version={workflow.published?.version ?? null}
      changed={workflow.hasUnpublishedChanges}
      onClose={onClose}
    />
  )
}
