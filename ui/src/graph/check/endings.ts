import type { TypeFacts } from '../model/catalogue'
import type { EdgeDefinition, NodeDefinition } from '../model/definition'
import { edgesOutOf, type Graph } from '../model/graph'
import { configure, type Finding, isEmpty } from './finding'

const retriesMax = 50
const weeks = 'P14D'

/** Whether the step, or the whole run, is ended by a time limit anyway. */
const isLimited = (graph: Graph, node: NodeDefinition) =>
  !isEmpty(node.timeoutSeconds) || !isEmpty(graph.settings['timeoutSeconds'])

/** Waits without a deadline, and repetitions without a bound. */
export function ofEnding(graph: Graph, node: NodeDefinition, type: TypeFacts): Finding[] {
  return [...ofWait(graph, node, type), ...ofRetries(node), ...ofList(node, type)]
}

function ofWait(graph: Graph, node: NodeDefinition, type: TypeFacts): Finding[] {
  const properties = type.configSchema.properties ?? {}
  const calledBack = node.config['callback'] === true
  const limit = ['deadline', 'dueIn', ...(calledBack ? ['duration'] : [])].find((name) => name in properties)
  const limited = ['deadline', 'dueIn', 'duration', 'until'].some((name) => !isEmpty(node.config[name]))
  // With no answer waited for, a form is only sent.
  if (!limit || limited || node.config['waitFor'] === 0 || isLimited(graph, node)) return []
  return [
    {
      nodeId: node.id,
      code: 'wait.no-deadline',
      path: `/${limit}`,
      message: `“${node.name}” waits for others without a deadline: if nobody answers, the run waits for ever.`,
      fix: { label: 'Give it two weeks', edits: [configure(node, { ...node.config, [limit]: weeks })] },
    },
  ]
}

function ofRetries(node: NodeDefinition): Finding[] {
  const { retry } = node
  if (!retry || retry.count <= retriesMax) return []
  return [
    {
      nodeId: node.id,
      code: 'loop.unbounded',
      path: null,
      message: `“${node.name}” is tried ${retry.count} times more. After so many failures another try rarely helps.`,
      fix: {
        label: 'Try 5 times',
        edits: [{ type: 'changeNode', nodeId: node.id, changes: { retry: { ...retry, count: 5 } } }],
      },
    },
  ]
}

function ofList(node: NodeDefinition, type: TypeFacts): Finding[] {
  if (!type.isContainer) return []
  if (isEmpty(node.config['items']))
    return [
      {
        nodeId: node.id,
        code: 'loop.no-list',
        path: '/items',
        message: `“${node.name}” repeats over whatever arrives. Say which list, so that its length is known.`,
      },
    ]
  if (Number(node.config['failuresTolerated'] ?? 0) === -1 && (node.retry?.count ?? 0) > 0)
    return [
      {
        nodeId: node.id,
        code: 'loop.unbounded',
        path: '/failuresTolerated',
        message: `“${node.name}” tolerates any number of failures, and is tried again as a whole. One of the two is enough.`,
        fix: { label: 'Do not try it again', edits: [{ type: 'changeNode', nodeId: node.id, changes: { retry: null } }] },
      },
    ]
  return []
}

/** A circle of ways never ends; the way that closes it can go. */
export function ofCircles(graph: Graph): Finding[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: Finding[] = []
  for (const start of graph.nodes.keys()) {
    if (state.has(start)) continue
    const path = [{ id: start, at: 0 }]
    state.set(start, 'open')
    while (path.length > 0) {
      const here = path.at(-1)!
      const way = edgesOutOf(graph, here.id)[here.at++]
      if (!way) {
        state.set(here.id, 'done')
        path.pop()
      } else if (state.get(way.to) === 'open') found.push(circle(graph, way))
      else if (!state.has(way.to)) {
        state.set(way.to, 'open')
        path.push({ id: way.to, at: 0 })
      }
    }
  }
  return found
}

const circle = (graph: Graph, way: EdgeDefinition): Finding => ({
  nodeId: way.from,
  code: 'loop.circle',
  path: null,
  message:
    `“${graph.nodes.get(way.from)?.name}” leads back to “${graph.nodes.get(way.to)?.name}”, ` +
    'and nothing ends the circle. Use a Loop.',
  fix: { label: 'Remove the way back', edits: [{ type: 'disconnect', edgeId: way.id }] },
})
