import { isGroup, parseFragment } from './clipboard'
import type { EdgeDefinition, NodeDefinition, WorkflowDefinition } from './definition'

export interface WorkflowFile {
  name: string
  definition: WorkflowDefinition
}

/**
 * Reads a file that src/ConcertMaster/Workflows/Exchange/WorkflowFile.cs wrote; also a bare definition. Null when the text
 * holds no workflow.
 */
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
