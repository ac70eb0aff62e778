import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api/http'
import type { Page } from '../../api/lists'

/** Mirrors src/ConcertMaster/Forms/Invitations/MyForms.cs. */
export interface MyForm {
  id: string
  form: string
  state: 'waiting' | 'started' | 'submitted'
  askedAt: string
  deadline: string | null
  message: string | null
  submittedAt: string | null
  url: string
}

export const myFormsQuery = queryOptions({
  queryKey: ['my-forms'],
  queryFn: async ({ signal }) => (await get<Page<MyForm>>('/api/my-forms', signal)).items,
})
