import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post } from '../../../api/http'
import type { Page } from '../../../api/lists'
import type { FormDefinition } from '../../../form-view/definition'
import { readForm } from '../../../form-view/form'
import { choose, edit, useBuilder } from '../model/builder'
import type { Place } from '../model/edits'
import { below } from './adding'
import { insertFields } from './reuse'

/** Questions that all forms of the organisation share. Mirrors src/ConcertMaster/Forms/Blocks/SaveBlock.cs. */
export interface Block {
  id: string
  name: string
  definition: FormDefinition
}

const blocksQuery = queryOptions({
  queryKey: ['forms', 'blocks'],
  queryFn: async ({ signal }) => (await get<Page<Block>>('/api/forms/blocks', signal)).items,
})

export const useBlocks = () => useQuery(blocksQuery)

export const useBlockActs = () => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: blocksQuery.queryKey })
  return {
    save: useMutation({
      mutationFn: (body: { name: string; definition: FormDefinition }) => post<{ id: string }>('/api/forms/blocks', body),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => del(`/api/forms/blocks/${id}`), onSuccess }),
  }
}

export const labelsOf = (block: Block) => readForm(block.definition).fields.map((field) => field.label)

/** Puts a copy of the questions at a place, or below the chosen field. */
export function insertBlock(block: Block, place?: Place) {
  if (useBuilder.getState().chosen !== null) choose(null)
  const names = readForm(block.definition).fields.map((field) => field.name)
  edit((draft) => insertFields(draft, block.definition, names, place ?? below(useBuilder.getState())))
}
