import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { useParams } from 'react-router'
import { nodeTypesQuery } from '../../api/nodes'
import { useMay, useSession } from '../../api/session'
import { useWorkflowAt, type Workflow, workflowQuery } from '../../api/workflows'
import { useCrumb } from '../../app/shell/crumb'
import { LoadingPage } from '../../app/shell/Shell'
import { ErrorState } from '../../ui/ErrorState'
import { PageBody } from '../../ui/PageHeader'
import { type KeptUndo, recallUnsent, type Unsent } from './draft/memory'
import { keepBase } from './draft/kept'
import { openDraft, useDraft } from './draft/store'
import { startSync } from './draft/sync'
import { Editor } from './Editor'
import { keepMyUndo } from './mine/undo'
import { undoQuery } from './opening'

export function EditorPage() {
  const { workflowId = '' } = useParams()
  const workflow = useQuery(workflowQuery(workflowId))
  const types = useQuery(nodeTypesQuery)
  const wayBack = useQuery(undoQuery(workflowId))
  const person = useSession().user.id
  const unsent = useMemo(() => recallUnsent({ person, workflowId }), [person, workflowId])
  // What was not sent is laid on what others did since: for that it is told where it began.
  const isBehind = unsent !== null && unsent.edits.length > 0 && workflow.data !== undefined && unsent.version < workflow.data.version
  const base = useWorkflowAt(workflowId, isBehind ? unsent.version : null)
  const error = workflow.error ?? types.error
  useCrumb(workflow.data?.name)
  if (error && !workflow.data)
    return (
      <PageBody>
        <ErrorState error={error} onRetry={() => void Promise.all([workflow.refetch(), types.refetch()])} />
      </PageBody>
    )
  if (!workflow.data || !types.data || wayBack.isPending || base.isLoading) return <LoadingPage />
  return (
    <OpenEditor
      key={workflowId}
      workflowId={workflowId}
      wayBack={wayBack.data ?? null}
      unsent={unsent}
      base={isBehind ? (base.data ?? null) : null}
    />
  )
}

interface OpenEditorProps {
  workflowId: string
  wayBack: KeptUndo | null
  unsent: Unsent | null
  base: Workflow | null
}

/** Opens the draft once; from then on the draft and the server keep each other up to date. */
function OpenEditor({ workflowId, wayBack, unsent, base }: OpenEditorProps) {
  const client = useQueryClient()
  const may = useMay()
  const workflow = useQuery(workflowQuery(workflowId)).data!
  const types = useQuery(nodeTypesQuery).data!
  const person = useSession().user.id
  const editable = may('workflows.edit') && !workflow.archived
  const [opened] = useState(() => {
    openDraft(workflow, { person, editable, unsent, base, wayBack })
    return true
  })
  useEffect(() => startSync(workflowId, client), [workflowId, client])
  useEffect(() => keepBase(workflowId, client), [workflowId, client])
  useEffect(() => keepMyUndo(workflowId), [workflowId])
  const loaded = useDraft((state) => state.workflowId === workflowId)
  return opened && loaded ? (
    <ReactFlowProvider>
      <Editor workflow={workflow} types={types} />
    </ReactFlowProvider>
  ) : null
}
