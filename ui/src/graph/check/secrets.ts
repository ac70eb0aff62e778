import type { Config, NodeDefinition } from '../model/definition'
import { applyAll, type Graph } from '../model/graph'
import { configure, type Finding } from './finding'

const secretName =
  /pass(word|wd|phrase)?$|secret|token$|api[-_]?key|^authorization$|private[-_]?key|^x-api-key$|connection[-_]?string/i

/** What secrets look like wherever they stand; what an expression puts together is none. */
const secretText = new RegExp(
  [
    String.raw`\b(?:Bearer|Basic)\s+[\w+/=.-]{12,}`,
    String.raw`\bsk[-_](?:live[-_]|test[-_]|proj[-_]|ant[-_])?[\w-]{16,}`,
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{12,}`,
    '-----BEGIN [A-Z ]*PRIVATE KEY',
    String.raw`\bgh[pousr]_\w{20,}`,
    String.raw`\bglpat-[\w-]{16,}`,
    String.raw`\bxox[abprs]-[\w-]{10,}`,
    String.raw`\bAIza[\w-]{30,}`,
    String.raw`\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.`,
    String.raw`\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/{}]+:[^\s:@/{}]{3,}@`,
    String.raw`[?&](?:api[-_]?key|access[-_]?token|token|secret)=[\w-]{8,}`,
    String.raw`\b(?:password|pwd)=[^;\s{}]{3,}`,
  ].join('|'),
  'i',
)

export function ofSecrets(node: NodeDefinition): Finding[] {
  const found: Finding[] = []
  const look = (value: unknown, name: string, path: string) => {
    if (typeof value === 'string') {
      const named = value !== '' && !value.includes('{{') && secretName.test(name)
      if (!named && !secretText.test(value)) return
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
  if (node.notes && secretText.test(node.notes))
    found.push({
      nodeId: node.id,
      code: 'settings.secret',
      path: null,
      message: `The notes of “${node.name}” hold what looks like a secret. Everybody who may look at the workflow reads them.`,
    })
  return found
}

/** The drawing without the values that look like secrets, and how many there were. */
export function withoutSecrets(graph: Graph): { graph: Graph; count: number } {
  let [safe, count] = [graph, 0]
  for (const id of graph.nodes.keys()) {
    // Taking one out gives another step, in which the next is looked for.
    for (let found = ofSecrets(safe.nodes.get(id)!)[0]; found?.fix; found = ofSecrets(safe.nodes.get(id)!)[0]) {
      safe = applyAll(safe, found.fix.edits)
      count++
    }
  }
  return { graph: safe, count }
}

function withoutAt(value: Config, [first, ...rest]: string[]): Config {
  if (first === undefined) return value
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== first))
  const inner = withoutAt(value[first] as Config, rest)
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === first ? inner : item)) as unknown as Config
  return { ...value, [first]: Array.isArray(value[first]) ? Object.values(inner) : inner }
}
