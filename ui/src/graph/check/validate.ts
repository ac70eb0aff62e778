import { type Schema, Validator } from '@cfworker/json-schema'
import type { NodeType } from '../../api/nodes'
import type { NodeDefinition } from '../model/definition'
import type { Graph } from '../model/graph'
import { analyse } from './analysis'
import type { Finding } from './finding'

// A schema is prepared once, and a step is looked at again only when it was replaced by another: most of them stay.
const validators = new WeakMap<object, Validator>()
const known = new WeakMap<NodeDefinition, { type: NodeType; findings: readonly Finding[] }>()
const faultCountMax = 20

export interface Verdict {
  /** What the schemas of the types refuse. */
  faults: readonly Finding[]
  /** What is probably not meant. */
  findings: readonly Finding[]
}

/** The verdict of the browser: at once and without a connection. The server's has the last word. */
export function validate(graph: Graph, types: ReadonlyMap<string, NodeType>): Verdict {
  const faults: Finding[] = []
  for (const node of graph.nodes.values()) {
    const type = types.get(node.type)
    if (!type || node.disabled) continue
    const old = known.get(node)
    const findings = old?.type === type ? old.findings : ofConfig(node, type)
    if (old?.type !== type) known.set(node, { type, findings })
    if (findings.length > 0) faults.push(...findings)
  }
  return { faults, findings: analyse(graph, types) }
}

function ofConfig(node: NodeDefinition, type: NodeType): Finding[] {
  let validator = validators.get(type.configSchema)
  if (!validator) {
    validator = new Validator(type.configSchema as Schema, '2020-12', false)
    validators.set(type.configSchema, validator)
  }
  const result = validator.validate(node.config)
  if (result.valid) return []
  return result.errors
    .filter((error) => !/^(properties|items|allOf|anyOf|oneOf|if|then|else|\$ref|additionalProperties)$/.test(error.keyword))
    .slice(0, faultCountMax)
    .flatMap((error): Finding[] => {
      const path = error.instanceLocation.replace(/^#/, '')
      // What an expression gives is known only when it runs.
      if (String(valueAt(node.config, path)).includes('{{')) return []
      const message = `${node.name}${path.replaceAll('/', ' › ')}: ${error.error}`
      return [{ nodeId: node.id, code: 'node.config-invalid', path, message }]
    })
}

const valueAt = (config: unknown, path: string): unknown => {
  const keys = path.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], config)
}
