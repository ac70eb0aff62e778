import { useMutation, useQueryClient } from '@tanstack/react-query'
import { publishWorkflow } from '../../api/workflows'
import { toastDone, toastFailed } from '../../ui/Toast'
import { saveNow } from './draft/sync'

/** Sends what is not saved yet, then publishes the draft. */
export function usePublish(workflowId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => saveNow().then(() => publishWorkflow(workflowId)),
    onSuccess: ({ version }) => {
      toastDone(`Version ${version} is published.`)
      void client.invalidateQueries({ queryKey: ['workflows'] })
    },
    onError: toastFailed,
  })
}
