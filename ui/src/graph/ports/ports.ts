import { portLabel, type PortType, type TypeFacts } from '../model/catalogue'
import type { NodeDefinition } from '../model/definition'
import { fieldsFrom, portType, type Shape } from './flowing'

/** What flows at a port, as its dot tells it: a list, a record of named fields, or anything. */
export type PortKind = 'list' | 'record' | 'anything'

const kindOfSchema = ({ type }: Shape): PortKind => (type === 'array' ? 'list' : type === 'object' ? 'record' : 'anything')

export const kindOfInput = (type: TypeFacts | undefined): PortKind => (type?.input?.schema.type === 'array' ? 'list' : 'anything')

export function kindOfOutput(node: NodeDefinition, type: TypeFacts | undefined, port: string): PortKind {
  if (port === 'error') return 'record'
  const one = type && !node.disabled ? portType(node, type, port) : null
  if (!one || (one.keepsInput && !one.fieldsFrom && Object.keys(one.schema.properties ?? {}).length === 0)) return 'anything'
  return kindOfSchema(one.schema)
}

/** What leaves by a port, in words: "Request: body, headers, query, method". */
export function gives(node: NodeDefinition, type: TypeFacts | undefined, port: string): string {
  if (port === 'error') return 'Failure: error'
  if (node.disabled) return 'The input'
  const one = type ? portType(node, type, port) : null
  return one && type ? inWords(one, fieldsFrom(one, node, type) ?? []) : 'Anything'
}

/** What a step is made for, in words. */
export const takes = (type: TypeFacts | undefined): string => (type?.input ? inWords(type.input, []) : 'Anything')

function inWords({ name, schema, keepsInput }: PortType, named: readonly string[]): string {
  const fields = [...Object.keys(schema.properties ?? {}), ...named]
  if (fields.length === 0) return name
  return `${name}: ${keepsInput ? 'with ' : ''}${fields.join(', ')}`
}

/** What is told of a port to whoever asks: its name, where it is one of several, and what leaves by it. */
export const portTitle = (node: NodeDefinition, type: TypeFacts | undefined, port: string) =>
  `${port === 'out' ? 'Gives' : portLabel(port)}: ${gives(node, type, port)}`

/** The fields of a value that is not there yet, with what each of them is. */
export function outlineOf({ type, items, properties }: Shape): unknown {
  if (type === 'array') return items ? [outlineOf(items)] : 'list'
  if (properties) return Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, outlineOf(shape)]))
  return type ?? 'anything'
}

/** How well a type suits what comes to it: the fields of its own that are there, and a list where it takes one. */
export function suits({ input }: Pick<TypeFacts, 'input'>, arriving: Shape | null): number {
  if (!input || !arriving) return 0
  if (input.schema.type === 'array')
    return arriving.type === 'array' ? 3 : Object.values(arriving.properties ?? {}).filter((field) => field.type === 'array').length
  return Object.keys(input.schema.properties ?? {}).filter((name) => Object.hasOwn(arriving.properties ?? {}, name)).length
}
