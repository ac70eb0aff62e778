import { outPorts, type PortType, type TypeFacts } from '../model/catalogue'
import type { NodeDefinition } from '../model/definition'
import { edgesInto, edgesOutOf, type Graph } from '../model/graph'

// What is known, before any run, of the values that flow in a drawing. The server knows the same by
// src/ConcertMaster/Workflows/Definitions/PortFlow.cs, and the same cases test both.

/** The little of JSON Schema that is read. Null stands for: nothing is sure. */
export interface Shape {
  type?: string
  items?: Shape
  properties?: Readonly<Record<string, Shape>>
  additionalProperties?: boolean
}

/** A value of more fields than these is not followed further. */
const fieldsMax = 100

type Types = ReadonlyMap<string, TypeFacts>

export interface Flow {
  /** The input of a step. */
  arriving: (nodeId: string) => Shape | null
  /** The output of a step by one of its ports. */
  leaving: (node: NodeDefinition, port: string) => Shape | null
  /** The output of a step, whichever way it leaves. */
  givenBy: (node: NodeDefinition) => Shape | null
  /** What starts the run, where it is one kind of thing. */
  starting: () => Shape | null
}

export function flowOf(graph: Graph, types: Types): Flow {
  const arrivals = new Map<string, Shape | null>()
  const arriving = (nodeId: string) => arrivals.get(nodeId) ?? null
  const leaving = (node: NodeDefinition, port: string): Shape | null => {
    const type = types.get(node.type)
    if (!type) return null
    if (node.disabled) return type.isTrigger ? null : arriving(node.id)
    // A failure that goes on takes the place of what would have come.
    if (node.onError === 'continue') return null
    if (port === 'error' && node.onError === 'port') return objectOf(['error'])
    const fitting = portType(node, type, port)
    return fitting ? given(fitting, node, type, arriving(node.id)) : null
  }
  const givenBy = (node: NodeDefinition) => union(outPorts(node, types.get(node.type)).map((port) => leaving(node, port)))
  for (const id of sourcesFirst(graph)) {
    const type = types.get(graph.nodes.get(id)?.type ?? '')
    const apart = !type || type.takesInputsApart
    arrivals.set(id, apart ? null : union(edgesInto(graph, id).map(({ from, fromPort }) => leaving(graph.nodes.get(from)!, fromPort))))
  }
  const starting = () =>
    union([...graph.nodes.values()].filter((node) => types.get(node.type)?.isTrigger && !node.disabled).map(givenBy))
  return { arriving, leaving, givenBy, starting }
}

/** The type of a port as its settings have it; null where only a run can tell. */
export function portType(node: Pick<NodeDefinition, 'config'>, type: TypeFacts, port: string): PortType | null {
  for (const one of type.outputs ?? []) {
    if (one.port && one.port !== port) continue
    const fits = fitting(one, node, type)
    if (fits === null) return null
    if (fits) return one
  }
  return null
}

function fitting({ when }: PortType, node: Pick<NodeDefinition, 'config'>, type: TypeFacts): boolean | null {
  for (const [name, wanted] of Object.entries(when ?? {})) {
    const value = setting(node, type, name) ?? null
    if (isExpression(value)) return null
    if (!(Array.isArray(wanted) ? wanted : [wanted]).includes(value)) return false
  }
  return true
}

/** The fields beside those of its schema; null where only a run can tell. */
export function fieldsFrom({ fieldsFrom: key }: PortType, node: Pick<NodeDefinition, 'config'>, type: TypeFacts): string[] | null {
  if (!key) return []
  const value = setting(node, type, key)
  if (typeof value === 'string') return value === '' || isExpression(value) ? null : [value]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : null
}

function given(one: PortType, node: NodeDefinition, type: TypeFacts, input: Shape | null): Shape | null {
  const named = fieldsFrom(one, node, type)
  if (named === null) return null
  const own = named.length === 0 ? one.schema : merged(one.schema, objectOf(named))
  if (!one.keepsInput || !own) return own
  return input?.type === 'object' ? merged(input, own) : null
}

const setting = ({ config }: Pick<NodeDefinition, 'config'>, type: TypeFacts, key: string): unknown =>
  config[key] ?? type.configSchema.properties?.[key]?.default

const isExpression = (value: unknown) => typeof value === 'string' && value.includes('{{')

const anything: Shape = {}

const objectOf = (fields: readonly string[]): Shape => ({
  type: 'object',
  properties: Object.fromEntries(fields.map((field) => [field, anything])),
  additionalProperties: false,
})

const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other)

/** Of several values one arrives, or all of them as one object. */
function union(shapes: readonly (Shape | null)[]): Shape | null {
  const known = shapes.filter((shape) => shape !== null)
  const [first, ...others] = known
  if (!first || known.length < shapes.length) return null
  if (others.every((shape) => same(shape, first))) return first
  return known.every(({ type }) => type === 'object') ? known.reduce<Shape | null>(merged, first) : null
}

function merged(one: Shape | null, other: Shape): Shape | null {
  if (!one) return null
  const isOpen = !(one.additionalProperties === false && other.additionalProperties === false)
  const old = one.properties ?? {}
  const fresh = Object.entries(other.properties ?? {}).filter(([name, shape]) => !Object.hasOwn(old, name) || !same(old[name], shape))
  // Mostly a step sets what is there already: the same value goes on, and is the same to whoever compares.
  if (fresh.length === 0 && one.type === 'object' && (one.additionalProperties ?? true) === isOpen) return one
  const properties: Record<string, Shape> = { ...old }
  for (const [name, shape] of fresh) properties[name] = Object.hasOwn(old, name) ? anything : shape
  if (Object.keys(properties).length > fieldsMax) return null
  return { type: 'object', properties, additionalProperties: isOpen }
}

/** Each step after all that lead to it; those of a circle not at all. */
function sourcesFirst(graph: Graph): string[] {
  const open = new Map([...graph.nodes.keys()].map((id) => [id, edgesInto(graph, id).length]))
  const order = [...open].flatMap(([id, count]) => (count === 0 ? [id] : []))
  for (let at = 0; at < order.length; at++)
    for (const { to } of edgesOutOf(graph, order[at]!)) {
      const left = (open.get(to) ?? 0) - 1
      open.set(to, left)
      if (left === 0) order.push(to)
    }
  return order
}

// A path leads through lists into their items.
const itemOf = (shape: Shape): Shape => (shape.type === 'array' ? (shape.items ?? {}) : shape)

/** Whether a field is surely not there. */
export const isNeverIn = (shape: Shape, name: string) => {
  const { type, properties = {}, additionalProperties } = itemOf(shape)
  return type === 'object' && additionalProperties === false && !Object.hasOwn(properties, name)
}

export const fieldOf = (shape: Shape, name: string): Shape | null => {
  const { properties = {} } = itemOf(shape)
  return Object.hasOwn(properties, name) ? (properties[name] ?? null) : null
}

export const fieldsOf = (shape: Shape): string[] => Object.keys(itemOf(shape).properties ?? {})
