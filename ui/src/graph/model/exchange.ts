import { isGroup, parseFragment } from './clipboard'
import type { EdgeDefinition, NodeDefinition, WorkflowDefinition } from './definition'

export interface WorkflowFile {
  name: string
  definition: WorkflowDefinition
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The same workflow always gives the same text: everything sorted, and the layout apart, so that a comparison of two
 * files shows what changed and not what was moved.
 */
export function exportWorkflow({ name, definition }: WorkflowFile): string {
  const nodes = [...definition.nodes].sort(byId)
  const file = {
    concertmaster: 'workflow',
    name,
    nodes: nodes.map(({ position: _, ...node }) => sorted(node)),
    edges: [...definition.edges].sort(byId).map(sorted),
    settings: sorted(definition.settings),
    layout: Object.fromEntries(nodes.map((node) => [node.id, node.position])),
    notes: [...(definition.layout?.notes ?? [])].sort(byId).map(sorted),
    groups: [...(definition.layout?.groups ?? [])].sort(byId).map(sorted),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Reads an exported file; also a bare definition. Null when the text holds no workflow. */
export function parseWorkflowFile(text: string): WorkflowFile | null {
  try {
    const file = JSON.parse(text) as {
      name?: unknown
      nodes?: unknown
      layout?: Record<string, { x?: unknown; y?: unknown }>
      settings?: unknown
      groups?: unknown
      definition?: { settings?: unknown }
    } | null
    if (!file || typeof file !== 'object') return null
    const layout = file.layout ?? {}
    const placed = Array.isArray(file.nodes)
      ? { ...file, nodes: file.nodes.map((node: NodeDefinition, index) => ({ ...node, position: spot(layout[node?.id], node, index) })) }
      : file
    const fragment = parseFragment(JSON.stringify(placed))
    if (!fragment) return null
    const settings = (file.settings ?? file.definition?.settings ?? {}) as WorkflowDefinition['settings']
    const nodes = fragment.nodes.map((node) => ({ ...node, name: node.name ?? node.type, config: node.config ?? {} }))
    const groups = (Array.isArray(file.groups) ? file.groups : []).filter(isGroup)
    const notes = (fragment.notes ?? []).map((note, index) => ({ ...note, id: note.id ?? `note${index + 1}` }))
    const drawn = notes.length + groups.length > 0 ? { layout: { notes, groups } } : {}
    return {
      name: typeof file.name === 'string' ? file.name : '',
      definition: { nodes, edges: withIds(fragment.edges), settings, ...drawn },
    }
  } catch {
    return null
  }
}

const withIds = (edges: EdgeDefinition[]) =>
  edges.map((edge) => ({ ...edge, id: edge.id ?? `e-${edge.from}-${edge.fromPort}-${edge.to}` }))

function spot(kept: { x?: unknown; y?: unknown } | undefined, node: Partial<NodeDefinition> | null, index: number) {
  if (typeof kept?.x === 'number' && typeof kept.y === 'number') return { x: kept.x, y: kept.y }
  return node?.position ?? { x: index * 272, y: 0 }
}

function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  ) as T
}
