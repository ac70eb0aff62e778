import type { JsonSchema, NodeType } from '../../api/nodes'
import type { Graph } from '../model/graph'

interface Told {
  nodeId: string | null
  path: string | null
  message: string
}

/** A fault of a setting with the setting called as the form calls it: "Call an API, url: …" → "Call an API, Address: …". */
export function withTitles({ nodeId, path, message }: Told, graph: Graph, types: ReadonlyMap<string, NodeType>): string {
  const node = graph.nodes.get(nodeId ?? '')
  const type = types.get(node?.type ?? '')
  const end = node && path && message.startsWith(node.name) ? message.indexOf(': ', node.name.length) : -1
  if (!node || !path || !type || end < 0) return message
  return `${node.name}, ${titleOf(path, type.configSchema)}: ${message.slice(end + 2)}`
}

/** The same beside its field, where the name of the step and of the field stand already. */
export function besideField(message: string, nodeName: string): string {
  const end = message.startsWith(`${nodeName}, `) ? message.indexOf(': ', nodeName.length) : -1
  return end < 0 ? message : message.slice(end + 2)
}

function titleOf(path: string, schema: JsonSchema): string {
  let at: JsonSchema | undefined = schema
  const words = path.split('/').slice(1).map((part) => {
    const inner: JsonSchema | undefined = at?.properties?.[part] ?? at?.items
    const word = at?.properties?.[part]?.title ?? (/^\d+$/.test(part) ? String(Number(part) + 1) : part)
    at = inner
    return word
  })
  return words.join(' › ')
}
