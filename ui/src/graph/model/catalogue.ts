import { cronWords } from '../../lib/cron'
import type { Config, NodeDefinition } from './definition'
import type { Shape } from '../ports/flowing'

/** What goes out by a port, or what a type is made for: src/ConcertMaster.Sdk/PortType.cs says what each part means. */
export interface PortType {
  name: string
  schema: Shape & { required?: readonly string[] }
  port?: string | null
  when?: Readonly<Record<string, unknown>> | null
  keepsInput?: boolean
  fieldsFrom?: string | null
}

/** What the model needs to know of a node type; the catalogue of the server has more. */
export interface TypeFacts {
  type: string
  name: string
  summary: string
  ports: { in: readonly string[]; out: readonly string[] }
  outputs?: readonly PortType[]
  input?: PortType | null
  takesInputsApart?: boolean
  unevaluatedKeys?: readonly string[]
  dynamicPorts: string | null
  isTrigger: boolean
  isContainer?: boolean
  configSchema: { properties?: Record<string, { default?: unknown; 'x-widget'?: string }> }
}

/** The ports by which a run may leave a node, the error port last. */
export function outPorts(node: NodeDefinition, facts: TypeFacts | undefined): readonly string[] {
  const own = facts?.ports.out ?? ['out']
  const cases = facts?.dynamicPorts ? node.config[facts.dynamicPorts] : null
  const dynamic = Array.isArray(cases)
    ? cases.flatMap((item) => {
        const port = (item as { port?: unknown } | null)?.port
        return typeof port === 'string' && port !== '' ? [port] : []
      })
    : []
  // Asked for every way of a large workflow, and most types have neither.
  if (dynamic.length === 0 && node.onError !== 'port') return own
  return [...new Set([...dynamic, ...own, ...(node.onError === 'port' ? ['error'] : [])])]
}

export const hasInput = (facts: TypeFacts | undefined) => facts === undefined || facts.ports.in.length > 0

/** What a port is called on the canvas: "changesRequested" → "changes requested"; a single "out" needs no words. */
export const portLabel = (port: string) => port.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** The config a new node starts with: the defaults its schema names. */
export function defaultConfig(facts: TypeFacts): Config {
  const properties = Object.entries(facts.configSchema.properties ?? {})
  return Object.fromEntries(properties.filter(([, schema]) => 'default' in schema).map(([name, schema]) => [name, schema.default]))
}

const lineLengthMax = 90

/** The line on a card: the summary template of the type over the config of the node. Empty values leave no trace. */
export function summaryOf(node: NodeDefinition, facts: TypeFacts | undefined): string {
  if (!facts) return `Unknown type ${node.type}`
  const text = facts.summary
    .replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path: string) => shown(path, node, facts))
    .replace(/\s+/g, ' ')
    .trim()
  const bare = facts.summary.replace(/\{\{[^}]*\}\}/g, '').replace(/\s+/g, ' ').trim()
  const line = text === '' || text === bare ? (facts.summary.includes('{{') ? '' : text) : text
  return line.length > lineLengthMax ? `${line.slice(0, lineLengthMax - 1)}…` : line
}

function shown(path: string, { config }: NodeDefinition, facts: TypeFacts): string {
  const value = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name], config)
  if (value === null || value === undefined) return ''
  if (facts.configSchema.properties?.[path]?.['x-widget'] === 'cron') return cronWords(String(value)) ?? String(value)
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? value.join(', ') : String(value.length)
  return typeof value === 'object' ? `${Object.keys(value).length} fields` : String(value)
}
