import { outPorts, type TypeFacts } from '../model/catalogue'
import type { Config, NodeDefinition } from '../model/definition'
import type { Edit } from '../model/edit'
import type { Graph } from '../model/graph'

export interface Fix {
  label: string
  edits: readonly Edit[]
}

/** What its author probably did not mean. */
export interface Finding {
  nodeId: string
  code: string
  message: string
  path: string | null
  fix?: Fix
}

interface Way {
  id: string
  from: string
  port: string
}

type Types = ReadonlyMap<string, TypeFacts>

/** Looks at the drawing as a whole: what never runs, what never ends, what should not be written there. */
export function analyse(graph: Graph, types: Types): Finding[] {
  const into = new Map<string, Way[]>()
  for (const edge of graph.edges.values())
    into.set(edge.to, [...(into.get(edge.to) ?? []), { from: edge.from, port: edge.fromPort, id: edge.id }])
  const reached = reachedFrom(graph, types)
  return [...graph.nodes.values()].flatMap((node) => {
    const type = types.get(node.type)
    if (node.disabled || !type) return []
    return [
      ...ofReach(graph, node, reached),
      ...ofJoin(graph, node, into.get(node.id) ?? [], types, reached),
      ...ofEnding(node, type),
      ...ofSecrets(node),
    ]
  })
}

function reachedFrom(graph: Graph, types: Types): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const edge of graph.edges.values()) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to])
  const open = [...graph.nodes.values()].filter((node) => types.get(node.type)?.isTrigger && !node.disabled).map((node) => node.id)
  const reached = new Set(open)
  while (open.length > 0)
    for (const to of next.get(open.pop()!) ?? [])
      if (!reached.has(to)) {
        reached.add(to)
        open.push(to)
      }
  return reached
}

function ofReach(graph: Graph, node: NodeDefinition, reached: ReadonlySet<string>): Finding[] {
  if (node.parent || reached.has(node.id) || reached.size === 0) return []
  const last = [...reached].findLast((id) => ![...graph.edges.values()].some((edge) => edge.from === id))
  const edge = last && { id: `e-${last}-out-${node.id}`.slice(0, 64), from: last, fromPort: 'out', to: node.id }
  return [
    {
      nodeId: node.id,
      code: 'node.unreachable',
      path: null,
      message: `No path from a trigger leads to “${node.name}”, so it never runs.`,
      fix: edge
        ? { label: `Let it follow “${graph.nodes.get(last)?.name}”`, edits: [{ type: 'connect', edge }] }
        : { label: 'Delete it', edits: [{ type: 'removeNode', nodeId: node.id }] },
    },
  ]
}

/** A way in that can never be taken keeps nobody waiting, but where all are such, the step never runs. */
function ofJoin(
  graph: Graph, node: NodeDefinition, ways: readonly Way[], types: Types, reached: ReadonlySet<string>,
): Finding[] {
  if (ways.length === 0) return []
  const dead = ways.filter(({ from, port }) => {
    const source = graph.nodes.get(from)
    return source && !outPorts(source, types.get(source.type)).includes(port)
  })
  if (dead.length < ways.length || !reached.has(node.id)) return []
  return [
    {
      nodeId: node.id,
      code: 'join.never-fires',
      path: null,
      message: `Every way into “${node.name}” begins at a port that is not there, so it never runs.`,
      fix: { label: 'Remove these ways', edits: dead.map(({ id }) => ({ type: 'disconnect', edgeId: id })) },
    },
  ]
}

const retriesMax = 50
const weeks = 'P14D'

function ofEnding(node: NodeDefinition, type: TypeFacts): Finding[] {
  const found: Finding[] = []
  const properties = type.configSchema.properties ?? {}
  const limit = ['deadline', 'dueIn', ...(node.config['callback'] === true ? ['duration'] : [])].find((name) => name in properties)
  const limited = ['deadline', 'dueIn', 'duration', 'until'].some((name) => !isEmpty(node.config[name]))
  if (limit && !limited && (limit !== 'duration' || node.config['callback'] === true))
    found.push({
      nodeId: node.id,
      code: 'wait.no-deadline',
      path: `/${limit}`,
      message: `“${node.name}” waits for others without a deadline: if nobody answers, the run waits for ever.`,
      fix: { label: 'Give it two weeks', edits: [configure(node, { ...node.config, [limit]: weeks })] },
    })
  if ((node.retry?.count ?? 0) > retriesMax)
    found.push({
      nodeId: node.id,
      code: 'loop.unbounded',
      path: null,
      message: `“${node.name}” is tried ${node.retry!.count} times more. After so many failures another try rarely helps.`,
      fix: { label: 'Try 5 times', edits: [{ type: 'changeNode', nodeId: node.id, changes: { retry: { ...node.retry!, count: 5 } } }] },
    })
  if (type.isContainer && isEmpty(node.config['items']))
    found.push({
      nodeId: node.id,
      code: 'loop.no-list',
      path: '/items',
      message: `“${node.name}” repeats over whatever arrives. Say which list, so that its length is known.`,
    })
  return found
}

const secretName = /pass(word|wd)?$|secret|token$|api[-_]?key|^authorization$|private[-_]?key/i
const secretText = /^(Bearer|Basic)\s+\S{8,}|^sk-[\w-]{16,}|^AKIA[0-9A-Z]{12,}|-----BEGIN [A-Z ]*PRIVATE KEY|^gh[pousr]_\w{20,}|^xox[abp]-/

function ofSecrets(node: NodeDefinition): Finding[] {
  const found: Finding[] = []
  const look = (value: unknown, name: string, path: string) => {
    if (typeof value === 'string') {
      if (value === '' || value.includes('{{') || !(secretName.test(name) || secretText.test(value))) return
      found.push({
        nodeId: node.id,
        code: 'settings.secret',
        path,
        message: `“${node.name}” holds what looks like a secret under “${name}”. Keep it in a connection instead.`,
        fix: { label: 'Take it out', edits: [configure(node, withoutAt(node.config, path.slice(1).split('/')))] },
      })
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) look(inner, key, `${path}/${key}`)
  }
  look(node.config, '', '')
  return found
}

function withoutAt(value: Config, [first, ...rest]: string[]): Config {
  if (first === undefined) return value
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== first))
  const inner = withoutAt(value[first] as Config, rest)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === first ? inner : item)) as unknown as Config
  return { ...value, [first]: Array.isArray(value[first]) ? Object.values(inner) : inner }
}

const configure = (node: NodeDefinition, config: Config): Edit => ({ type: 'configureNode', nodeId: node.id, config })
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
