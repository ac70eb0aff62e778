import { edgeBetween } from '../model/acts'
import { outPorts } from '../model/catalogue'
import type { EdgeDefinition, NodeDefinition } from '../model/definition'
import { edgesInto, edgesOutOf, type Graph } from '../model/graph'
import { type Finding, isEmpty, type Types } from './finding'

/** What can be reached from where runs start, and what never will although a way is drawn. */
export interface Reach {
  reached: ReadonlySet<string>
  /** Steps that no run comes to, because no way that leads to them can ever be taken. */
  dead: ReadonlySet<string>
  /** A reached step that nothing follows, for whoever wants to follow one. */
  end: string | null
}

export function reachOf(graph: Graph, types: Types): Reach {
  const starts = [...graph.nodes.values()]
    .filter((node) => types.get(node.type)?.isTrigger && !node.disabled)
    .map((node) => node.id)
  const walk = (takes: (edge: EdgeDefinition) => boolean) => {
    const open = [...starts]
    const reached = new Set(open)
    while (open.length > 0)
      for (const edge of edgesOutOf(graph, open.pop()!))
        if (!reached.has(edge.to) && takes(edge)) {
          reached.add(edge.to)
          open.push(edge.to)
        }
    return reached
  }
  const reached = walk(() => true)
  const live = walk((edge) => canBeTaken(graph, types, edge))
  const end = [...reached].findLast((id) => edgesOutOf(graph, id).length === 0) ?? null
  return { reached, dead: new Set([...reached].filter((id) => !live.has(id))), end }
}

/** Whether a run can ever leave a step by the port at which an edge begins. */
function canBeTaken(graph: Graph, types: Types, { from, fromPort }: EdgeDefinition): boolean {
  const source = graph.nodes.get(from)
  if (!source) return false
  if (!outPorts(source, types.get(source.type)).includes(fromPort)) return false
  if (source.disabled) return true
  if (fromPort === 'timeout')
    return source.config['callback'] === true && ['duration', 'until'].some((name) => !isEmpty(source.config[name]))
  const constant = constantOf(source)
  return constant === null || (fromPort !== 'true' && fromPort !== 'false') || fromPort === String(constant)
}

/** A condition that always says the same. */
function constantOf({ config }: NodeDefinition): boolean | null {
  const condition = config['condition']
  if (typeof condition === 'boolean') return condition
  const text = typeof condition === 'string' ? condition.replace(/^\{\{\s*|\s*\}\}$/g, '').trim() : ''
  return text === 'true' ? true : text === 'false' ? false : null
}

export function ofReach(node: NodeDefinition, graph: Graph, { reached, dead, end }: Reach): Finding[] {
  if (node.parent || reached.size === 0) return []
  if (!reached.has(node.id)) return [unreachable(node, graph, end)]
  const ways = edgesInto(graph, node.id)
  // Told once, where the dead way begins, and not again of all that follows.
  if (!dead.has(node.id) || ways.some(({ from }) => dead.has(from))) return []
  return [
    {
      nodeId: node.id,
      code: 'join.never-fires',
      path: null,
      message: `Every way into “${node.name}” begins where no run ever leaves, so it never runs.`,
      fix: { label: 'Remove these ways', edits: ways.map(({ id }) => ({ type: 'disconnect', edgeId: id })) },
    },
  ]
}

const unreachable = (node: NodeDefinition, graph: Graph, end: string | null): Finding => ({
  nodeId: node.id,
  code: 'node.unreachable',
  path: null,
  message: `No path from a trigger leads to “${node.name}”, so it never runs.`,
  fix:
    end !== null && !graph.nodes.get(end)?.parent
      ? {
          label: `Let it follow “${graph.nodes.get(end)?.name}”`,
          edits: [{ type: 'connect', edge: edgeBetween(end, 'out', node.id) }],
        }
      : { label: 'Delete it', edits: [{ type: 'removeNode', nodeId: node.id }] },
})
