import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post } from '../../../api/http'
import type { WorkflowDefinition } from '../../../graph/model/definition'

export interface Template {
  id: string
  name: string
  description: string
  definition: WorkflowDefinition
  /** Saved by somebody of the organisation. */
  own: boolean
}

const key = ['workflows', 'templates']

/** Those of the organisation; those that come with the product are loaded with the gallery. */
export const useOwnTemplates = () =>
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await get<{ items: Omit<Template, 'own'>[] }>('/api/workflow-templates', signal)).items.map((one) => ({ ...one, own: true })),
  })

export const useSaveTemplate = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; description: string; definition: WorkflowDefinition }) =>
      post<{ id: string }>('/api/workflow-templates', body),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

export const useRemoveTemplate = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => del(`/api/workflow-templates/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}
