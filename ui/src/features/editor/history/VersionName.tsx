import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put } from '../../../api/http'
import { useMay } from '../../../api/session'
import type { WorkflowVersion } from '../../../api/workflows'
import { Input } from '../../../ui/Field'
import { toastFailed } from '../../../ui/Toast'

export const titleOf = ({ version, name }: WorkflowVersion) => (name ? `Version ${version}: ${name}` : `Version ${version}`)

/** Gives a published version a name that people know it by. */
export function VersionName({ workflowId, version }: { workflowId: string; version: WorkflowVersion }) {
  const client = useQueryClient()
  const may = useMay()('workflows.publish')
  const save = useMutation({
    mutationFn: (name: string) => put(`/api/workflows/${workflowId}/versions/${version.version}/name`, { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workflows', 'versions', workflowId] }),
    onError: toastFailed,
  })
  if (!may) return null
  return (
    <div className="px-2 pb-2">
      <Input
        aria-label={`Name of version ${version.version}`}
        placeholder="Name it, such as “as audited”"
        maxLength={200}
        defaultValue={version.name ?? ''}
        onBlur={(event) => event.target.value.trim() !== (version.name ?? '') && save.mutate(event.target.value.trim())}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </div>
  )
}
