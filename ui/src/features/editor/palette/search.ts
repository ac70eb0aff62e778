import type { NodeCategory, NodeType } from '../../../api/nodes'
import { fuzzy } from '../../../lib/fuzzy'

export const categories: NodeCategory[] = ['trigger', 'collection', 'transform', 'logic', 'people', 'output']

export interface Hit {
  type: NodeType
  /** Indexes of matched letters in the name. */
  at: number[]
}

/** Names weigh most, then tags and the type's own name, then the description. */
export function searchTypes(types: readonly NodeType[], text: string): Hit[] {
  if (text.trim() === '') return types.map((type) => ({ type, at: [] }))
  return types
    .flatMap((type) => {
      const name = fuzzy(text, type.name)
      const other = fuzzy(text, `${type.type} ${type.tags.join(' ')} ${type.searchText ?? ''}`)
      const description = type.description.toLowerCase().includes(text.trim().toLowerCase())
      if (!name && !other && !description) return []
      const score = Math.max((name?.score ?? -1e6) * 1.5, other?.score ?? -1e6, description ? 5 : -1e6)
      return [{ type, at: name?.at ?? [], score }]
    })
    .sort((a, b) => b.score - a.score)
}
