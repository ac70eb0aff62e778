import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { nodeTypesQuery } from '../../api/nodes'
import { useMay, useSession } from '../../api/session'
import { workflowAtQuery, workflowQuery } from '../../api/workflows'
import { useCrumb } from '../../app/shell/crumb'
import { LoadingPage } from '../../app/shell/Shell'
import { ErrorState } from '../../ui/ErrorState'
import { PageBody } from '../../ui/PageHeader'
import { type KeptUndo, takeUnsent, type Unsent } from './draft/memory'
import { keepBase } from './draft/kept'
import { openDraft, type Rest, useDraft } from './draft/store'
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
  const unsent = useQuery({
    queryKey: ['unsent', person, workflowId],
    queryFn: () => takeUnsent({ person, workflowId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  // What was not sent is laid on what others did since: for that it is told where it began.
  const isBehind = ({ version, edits }: Unsent) => edits.length > 0 && workflow.data !== undefined && version < workflow.data.version
  const versions = [...new Set(unsent.data?.filter(isBehind).map(({ version }) => version))]
  const bases = useQueries({ queries: versions.map((version) => workflowAtQuery(workflowId, version)) })
  const error = workflow.error ?? types.error
  useCrumb(workflow.data?.name)
  if (error && !workflow.data)
    return (
      <PageBody>
        <ErrorState error={error} onRetry={() => void Promise.all([workflow.refetch(), types.refetch()])} />
      </PageBody>
    )
  const isWaiting = !unsent.data || wayBack.isPending || bases.some((base) => base.isLoading)
  if (!workflow.data || !types.data || isWaiting) return <LoadingPage />
  const rests = unsent.data.map((rest) => ({ ...rest, base: bases[versions.indexOf(rest.version)]?.data ?? null }))
  return <OpenEditor key={workflowId} workflowId={workflowId} wayBack={wayBack.data ?? null} rests={rests} />
}

interface OpenEditorProps {
  workflowId: string
  wayBack: KeptUndo | null
  rests: readonly Rest[]
}

/** Opens the draft once; from then on the draft and the server keep each other up to date. */
function OpenEditor({ workflowId, wayBack, rests }: OpenEditorProps) {
  const client = useQueryClient()
  const may = useMay()
  const workflow = useQuery(workflowQuery(workflowId)).data!
  const types = useQuery(nodeTypesQuery).data!
  const person = useSession().user.id
  const editable = may('workflows.edit') && !workflow.archived
  const [opened] = useState(() => {
    openDraft(workflow, { person, editable, rests, wayBack })
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
