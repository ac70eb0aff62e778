import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { nodeTypesQuery } from '../../api/nodes'
import { useMay } from '../../api/session'
import { workflowQuery } from '../../api/workflows'
import { useCrumb } from '../../app/shell/crumb'
import { LoadingPage } from '../../app/shell/Shell'
import { ErrorState } from '../../ui/ErrorState'
import { PageBody } from '../../ui/PageHeader'
import { type KeptUndo, recallPending } from './draft/memory'
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
  const error = workflow.error ?? types.error
  useCrumb(workflow.data?.name)
  if (error && !workflow.data)
    return (
      <PageBody>
        <ErrorState error={error} onRetry={() => void Promise.all([workflow.refetch(), types.refetch()])} />
      </PageBody>
    )
  if (!workflow.data || !types.data || wayBack.isPending) return <LoadingPage />
  return <OpenEditor key={workflowId} workflowId={workflowId} wayBack={wayBack.data ?? null} />
}

/** Opens the draft once; from then on the draft and the server keep each other up to date. */
function OpenEditor({ workflowId, wayBack }: { workflowId: string; wayBack: KeptUndo | null }) {
  const client = useQueryClient()
  const may = useMay()
  const workflow = useQuery(workflowQuery(workflowId)).data!
  const types = useQuery(nodeTypesQuery).data!
  const editable = may('workflows.edit') && !workflow.archived
  const [opened] = useState(() => {
    openDraft(workflow, editable, editable ? recallPending(workflowId) : [], wayBack)
    return true
  })
  useEffect(() => startSync(workflowId, client), [workflowId, client])
  useEffect(() => keepMyUndo(workflowId), [workflowId])
  const loaded = useDraft((state) => state.workflowId === workflowId)
  return opened && loaded ? (
    <ReactFlowProvider>
      <Editor workflow={workflow} types={types} />
    </ReactFlowProvider>
  ) : null
}
