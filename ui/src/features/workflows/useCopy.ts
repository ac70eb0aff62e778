import { useNavigate } from 'react-router'
import { useCreateWorkflow } from '../../api/workflows'
import { paths } from '../../app/paths'
import type { WorkflowDefinition } from '../../graph/model/definition'
import { toastFailed } from '../../ui/Toast'

/** Makes a workflow that begins as a copy, and opens it. */
export function useCopy() {
  const navigate = useNavigate()
  const create = useCreateWorkflow()
  return (name: string, definition: WorkflowDefinition) =>
    create
      .mutateAsync({ name: `${name.slice(0, 190)} (copy)`, definition })
      .then(({ id }) => navigate(paths.workflow({ workflowId: id })))
      .catch(toastFailed)
}
