import type { NodeDefinition, WorkflowSettings } from './definition'
import type { Edit, NodeChanges } from './edit'
import type { Graph } from './graph'

export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)]
  return (
    keysA.length === keysB.length &&
    keysA.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}

const behaviours = ['disabled', 'notes', 'onError', 'retry', 'timeoutSeconds', 'join', 'parent'] as const

/** What is meant when a property is not written. */
const plain: Record<(typeof behaviours)[number], unknown> = {
  disabled: false, notes: null, onError: 'stop', retry: null, timeoutSeconds: null, join: 'all', parent: null,
}

function nodeEdits(from: NodeDefinition, to: NodeDefinition): Edit[] {
  const changes = behaviours.filter((name) => !same(from[name] ?? plain[name], to[name] ?? plain[name]))
  return [
    ...(from.name === to.name ? [] : [{ type: 'renameNode' as const, nodeId: to.id, name: to.name }]),
    ...(same(from.config, to.config) ? [] : [{ type: 'configureNode' as const, nodeId: to.id, config: to.config }]),
    ...(same(from.position, to.position) ? [] : [{ type: 'moveNode' as const, nodeId: to.id, position: to.position }]),
    ...(changes.length === 0
      ? []
      : [
          {
            type: 'changeNode' as const,
            nodeId: to.id,
            changes: Object.fromEntries(changes.map((name) => [name, to[name] ?? null])) as NodeChanges,
          },
        ]),
  ]
}

/** The edits that turn one graph into another. */
export function difference(from: Graph, to: Graph): Edit[] {
  const replaced = (id: string) => from.nodes.get(id)?.type !== to.nodes.get(id)?.type
  const kept = [...to.nodes.values()].filter((node) => from.nodes.has(node.id) && !replaced(node.id))
  const lost = [...from.nodes.keys()].filter(replaced)
  const added = [...to.nodes.values()].filter((node) => replaced(node.id))
  const stays = (edge: { from: string; to: string }) => !replaced(edge.from) && !replaced(edge.to)
  return [
    ...[...from.edges.values()]
      .filter((edge) => stays(edge) && !same(edge, to.edges.get(edge.id)))
      .map((edge) => ({ type: 'disconnect' as const, edgeId: edge.id })),
    ...lost.map((nodeId) => ({ type: 'removeNode' as const, nodeId })),
    ...added.map((node) => ({ type: 'addNode' as const, node })),
    ...kept.flatMap((node) => nodeEdits(from.nodes.get(node.id)!, node)),
    ...[...to.edges.values()]
      .filter((edge) => !stays(edge) || !same(edge, from.edges.get(edge.id)))
      .map((edge) => ({ type: 'connect' as const, edge })),
    ...settingsEdit(from.settings, to.settings),
    ...[...from.notes.keys()].filter((id) => !to.notes.has(id)).map((noteId) => ({ type: 'removeNote' as const, noteId })),
    ...[...to.notes.values()].filter((note) => !same(note, from.notes.get(note.id))).map((note) => ({ type: 'putNote' as const, note })),
    ...[...from.groups.keys()].filter((id) => !to.groups.has(id)).map((groupId) => ({ type: 'removeGroup' as const, groupId })),
    ...[...to.groups.values()]
      .filter((group) => !same(group, from.groups.get(group.id)))
      .map((group) => ({ type: 'putGroup' as const, group })),
  ]
}

/** The settings that differ, as one edit; none where all are the same. */
export function settingsEdit(from: WorkflowSettings, to: WorkflowSettings): Edit[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  const differ = names.filter((name) => !same(from[name] ?? null, to[name] ?? null))
  if (differ.length === 0) return []
  return [{ type: 'changeSettings', changes: Object.fromEntries(differ.map((name) => [name, to[name] ?? null])) }]
}

export interface NodeDifference {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  id: string
  name: string
  fields: { path: string; before: unknown; after: unknown }[]
  /** It also stands elsewhere. */
  moved?: boolean
}

type Fields = NodeDifference['fields']

const fieldsOf = (from: object, to: object, usual: (name: string) => unknown = () => undefined): Fields => {
  const at = (of: object, name: string) => (of as Record<string, unknown>)[name]
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((name) => !same(at(from, name) ?? usual(name), at(to, name) ?? usual(name)))
    .map((path) => ({ path, before: at(from, path), after: at(to, path) }))
}

/** What a reader wants to know of two graphs: step by step, and setting by setting. */
export function nodeDifferences(from: Graph, to: Graph): NodeDifference[] {
  const found: NodeDifference[] = []
  for (const node of to.nodes.values()) {
    const before = from.nodes.get(node.id)
    if (!before) {
      found.push({ kind: 'added', id: node.id, name: node.name, fields: [] })
      continue
    }
    const fields = fieldsOf(before.config, node.config)
    for (const path of ['name', 'type', ...behaviours] as const) {
      const usual = path === 'name' || path === 'type' ? null : plain[path]
      if (!same(before[path] ?? usual, node[path] ?? usual)) fields.push({ path, before: before[path], after: node[path] })
    }
    const moved = !same(before.position, node.position)
    if (fields.length > 0) found.push({ kind: 'changed', id: node.id, name: node.name, fields, ...(moved ? { moved } : {}) })
    else if (moved) found.push({ kind: 'moved', id: node.id, name: node.name, fields: [] })
  }
  for (const node of from.nodes.values())
    if (!to.nodes.has(node.id)) found.push({ kind: 'removed', id: node.id, name: node.name, fields: [] })
  return found
}

const nullIs = () => null
const inWords = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** The same of all that is no step: the workflow itself, the lines between steps, notes and groups. */
export function otherDifferences(from: Graph, to: Graph): NodeDifference[] {
  const called = (id: string) => (to.nodes.get(id) ?? from.nodes.get(id))?.name ?? id
  const missedRuns = (name: string) => (name === 'missedRuns' ? 'once' : null)
  const settings = [
    ...(from.name && to.name && from.name !== to.name ? [{ path: 'name', before: from.name, after: to.name }] : []),
    ...fieldsOf(from.settings, to.settings, missedRuns),
  ]
  return [
    ...(settings.length > 0 ? [{ kind: 'changed' as const, id: 'workflow', name: 'The workflow', fields: settings }] : []),
    ...between(from.edges, to.edges, (edge) => `The way from ${called(edge.from)} to ${called(edge.to)}`, ['fromPort']),
    ...between(from.notes, to.notes, (note) => `The note “${inWords(note.text)}”`, ['text', 'colour'], ['x', 'y', 'width', 'height']),
    ...between(from.groups, to.groups, (group) => `The group ${group.name}`, ['name', 'nodeIds']),
  ]
}

function between<T extends object>(
  from: ReadonlyMap<string, T>, to: ReadonlyMap<string, T>, name: (one: T) => string, said: (keyof T)[], placed: (keyof T)[] = [],
): NodeDifference[] {
  const only = (one: T, keys: (keyof T)[]) => Object.fromEntries(keys.map((key) => [key, one[key]]))
  const found: NodeDifference[] = []
  for (const [id, after] of to) {
    const before = from.get(id)
    const [fields, places] = before
      ? [fieldsOf(only(before, said), only(after, said), nullIs), fieldsOf(only(before, placed), only(after, placed))]
      : [[], []]
    if (!before) found.push({ kind: 'added', id, name: name(after), fields })
    else if (fields.length > 0) found.push({ kind: 'changed', id, name: name(after), fields })
    else if (places.length > 0) found.push({ kind: 'moved', id, name: name(after), fields: [] })
  }
  for (const [id, before] of from) if (!to.has(id)) found.push({ kind: 'removed', id, name: name(before), fields: [] })
  return found
}
