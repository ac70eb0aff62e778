import type { HistoryItem } from '../../../api/workflows'
import { groupBy } from '../../../lib/groupBy'
import { count, nameOf } from '../../../lib/text'

export interface HistoryGroup {
  /** Newest first, as they are listed. */
  items: HistoryItem[]
  text: string
}

const pauseMaxMs = 5 * 60_000

/** One act that made several changes, or one thing that one person went on changing, is one line. */
export function historyGroups(items: readonly HistoryItem[]): HistoryGroup[] {
  const groups: HistoryItem[][] = []
  for (const item of items) {
    const group = groups.at(-1)
    const after = group?.at(-1)
    if (group && after && belongs(item, after)) group.push(item)
    else groups.push([item])
  }
  return groups.map((group) => ({ items: group, text: textOf(group) }))
}

function belongs(item: HistoryItem, after: HistoryItem): boolean {
  if (nameOf(item.actor) !== nameOf(after.actor)) return false
  if (item.act !== null && item.act === after.act) return true
  const went = item.about !== null && item.about === after.about && item.type === after.type
  return went && Date.parse(after.timestamp) - Date.parse(item.timestamp) < pauseMaxMs
}

const words: Record<string, (number: number) => string> = {
  'workflow.node-added.v1': (number) => `added ${count(number, 'step')}`,
  'workflow.node-removed.v1': (number) => `removed ${count(number, 'step')}`,
  'workflow.node-moved.v1': (number) => `moved ${count(number, 'step')}`,
  'workflow.node-configured.v1': (number) => `changed the settings of ${count(number, 'step')}`,
  'workflow.node-behaviour-changed.v1': (number) => `changed how ${count(number, 'step')} are run`,
  'workflow.note-written.v1': (number) => `wrote ${count(number, 'note')}`,
  'workflow.group-drawn.v1': (number) => `drew ${count(number, 'group')}`,
  'workflow.edge-connected.v1': (number) => `drew ${count(number, 'connection')}`,
  'workflow.edge-disconnected.v1': (number) => `removed ${count(number, 'connection')}`,
}

const isEdge = (item: HistoryItem) => item.type.startsWith('workflow.edge-')

function textOf(group: readonly HistoryItem[]): string {
  const newest = group[0]!
  if (group.every((item) => item.about !== null && item.about === newest.about && item.type === newest.type)) return newest.summary
  // Lines come and go with the steps that they join.
  const main = group.some((item) => !isEdge(item)) ? group.filter((item) => !isEdge(item)) : group
  if (main.length === 1) return main[0]!.summary
  const created = main.find((item) => item.type === 'workflow.created.v1')
  if (created) return created.summary
  const said = [...groupBy(main, (item) => item.type)].reverse().map(([type, all]) => {
    const things = new Set(all.map((item) => item.about ?? item.version)).size
    return things === 1 ? all[0]!.summary : (words[type]?.(things) ?? all[0]!.summary)
  })
  return said.join(', ')
}
