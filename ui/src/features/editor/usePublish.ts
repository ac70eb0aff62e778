import { useMutation, useQueryClient } from '@tanstack/react-query'
import { publishWorkflow } from '../../api/workflows'
import { problemOf } from '../../api/problem'
import { toastDone, toastFailed } from '../../ui/Toast'
import { draft } from './draft/store'
import { saveNow } from './draft/sync'
import { showProblems } from './panels/ProblemStrip'

/** Mirrors src/ConcertMaster/Workflows/WorkflowRefusals.cs. */
const hasFaults = 'workflow.definition-invalid'

/** Sends what is not saved yet, then publishes the draft; what stands in the way is listed. */
export function usePublish(workflowId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => saveNow().then(() => publishWorkflow(workflowId)),
    onSuccess: ({ version }) => {
      toastDone(`Version ${version} is published.`)
      void client.invalidateQueries({ queryKey: ['workflows'] })
    },
    onError: (error) => {
      const listed = problemOf(error).code === hasFaults
      if (listed) showProblems()
      if (!listed || !draft().problems.some(({ severity }) => severity === 'error')) toastFailed(error)
    },
  })
}
