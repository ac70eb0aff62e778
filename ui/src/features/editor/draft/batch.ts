import type { Edit } from '../../../graph/model/edit'

/** Less than Limits.RequestBodyBytesMax, src/ConcertMaster/Shared/Limits.cs. */
const bytesMax = 700_000

/** The first edits, as many of them as one request takes; at least one. */
export function firstOf(edits: readonly Edit[], countMax: number): Edit[] {
  let bytes = 0
  const end = edits.findIndex((edit, index) => {
    bytes += new TextEncoder().encode(JSON.stringify(edit)).length
    return index >= Math.max(1, countMax) || (index > 0 && bytes > bytesMax)
  })
  return edits.slice(0, end < 0 ? edits.length : end)
}
