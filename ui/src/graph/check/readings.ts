import type { TypeFacts } from '../model/catalogue'
import type { Config, NodeDefinition } from '../model/definition'
import { fieldOf, fieldsOf, type Flow, isNeverIn, type Shape } from '../ports/flowing'
import type { Graph } from '../model/graph'
import { configure, type Finding, type Fix } from './finding'

/** A place of the config that reads a path, and nothing but a path: of other expressions nothing is sure. */
interface Reading {
  path: string
  text: string
  inner: string
  /** `$input`, `$trigger` or `$steps`. */
  root: string
  /** The fields on the way, the id of the step first where the root is `$steps`. */
  names: readonly string[]
}

const fieldsNamedMax = 12
const pathPattern = /\{\{\s*((?:\$input|\$trigger|\$steps|[A-Za-z_]\w*|`[^`]+`)(?:\.[A-Za-z_]\w*|\.`[^`]+`|\[\d+\])*)\s*\}\}/g
const namePattern = /\$?[A-Za-z_]\w*|`[^`]+`/g

// A step is read again only when it was replaced by another: most of them stay.
const known = new WeakMap<NodeDefinition, { type: TypeFacts; readings: readonly Reading[] }>()

/** Settings that read what surely never comes. The server says the same: Workflows/Definitions/ReadingProblems.cs. */
export function ofReadings(graph: Graph, node: NodeDefinition, type: TypeFacts, flow: () => Flow): Finding[] {
  const missed = ofNeeds(node, type, flow)
  const readings = readingsOf(node, type)
  if (readings.length === 0) return missed
  return [...missed, ...readings.flatMap((reading) => ofReading(graph, node, reading, flow()))]
}

function ofNeeds(node: NodeDefinition, type: TypeFacts, flow: () => Flow): Finding[] {
  const required = type.input?.schema.required ?? []
  const arriving = required.length > 0 ? flow().arriving(node.id) : null
  if (!arriving) return []
  return required
    .filter((field) => isNeverIn(arriving, field))
    .map((field) => warn(node, null, `needs “${field}”, which does not arrive: what arrives has ${named(arriving)}.`))
}

function ofReading(graph: Graph, node: NodeDefinition, reading: Reading, flow: Flow): Finding[] {
  const { path, root, names } = reading
  const source = root === '$steps' ? graph.nodes.get(names[0] ?? '') : undefined
  const fields = root === '$steps' ? names.slice(1) : names
  let at = root === '$input' ? flow.arriving(node.id) : root === '$trigger' ? flow.starting() : source ? flow.givenBy(source) : null
  for (const name of fields) {
    if (!at) return []
    if (!isNeverIn(at, name)) {
      at = fieldOf(at, name)
      continue
    }
    const message = source
      ? `“${name}” is not what “${source.name || source.id}” gives. It gives ${named(at)}.`
      : `“${name}” does not arrive here. What arrives has ${named(at)}.`
    return [warn(node, path, message, name === fields[0] && root === '$input' ? insteadOf(node, reading, at) : undefined)]
  }
  return []
}

/** Mostly what is meant lies in the one field that holds all the rest, such as the body of a request. */
function insteadOf(node: NodeDefinition, { path, text, inner }: Reading, at: Shape): Fix | undefined {
  const holds = ['body', 'answers'].find((field) => fieldOf(at, field))
  if (!holds) return undefined
  const instead = `$input.${holds}.${inner.replace(/^\$input\./, '')}`
  return { label: `Read ${instead}`, edits: [configure(node, replaced(node.config, path, text, `{{ ${instead} }}`))] }
}

function replaced(config: Config, path: string, text: string, by: string): Config {
  const keys = path.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const put = (value: unknown, [key, ...rest]: string[]): unknown => {
    if (key === undefined) return String(value).replace(text, () => by)
    if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? put(item, rest) : item))
    const object = value as Record<string, unknown>
    return { ...object, [key]: put(object[key], rest) }
  }
  return put(config, keys) as Config
}

function readingsOf(node: NodeDefinition, type: TypeFacts): readonly Reading[] {
  const old = known.get(node)
  if (old?.type === type) return old.readings
  const readings: Reading[] = []
  const unevaluated = type.unevaluatedKeys ?? []
  const read = (path: string, value: unknown) => {
    if (typeof value === 'string') {
      if (value.includes('{{')) for (const [text, inner] of value.matchAll(pathPattern)) readings.push(parsed(path, text, inner!))
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) read(`${path}/${escaped(key)}`, inner)
  }
  for (const [key, value] of Object.entries(node.config)) if (!unevaluated.includes(key)) read(`/${escaped(key)}`, value)
  known.set(node, { type, readings })
  return readings
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

function parsed(path: string, text: string, inner: string): Reading {
  const names = [...inner.matchAll(namePattern)].map(([name]) => name.replaceAll('`', ''))
  const [first = ''] = names
  if (first.startsWith('$')) return { path, text, inner, root: first, names: names.slice(1) }
  return { path, text, inner, root: '$input', names: ['true', 'false', 'null'].includes(first) ? [] : names }
}

const named = (shape: Shape) => {
  const fields = fieldsOf(shape)
  if (fields.length === 0) return 'no fields'
  return `${fields.slice(0, fieldsNamedMax).join(', ')}${fields.length > fieldsNamedMax ? ', …' : ''}`
}

function warn(node: NodeDefinition, path: string | null, fault: string, fix?: Fix): Finding {
  const name = node.name || node.id
  const where = path === null ? name : `${name}, ${path.slice(1).replaceAll('/', ' › ')}:`
  return { nodeId: node.id, code: 'reading.never-arrives', message: `${where} ${fault}`, path, ...(fix ? { fix } : {}) }
}
