import type { Config, NodeDefinition } from '../model/definition'
import { configure, type Finding } from './finding'
import forms from './secrets.json'

const secretName = new RegExp(forms.name, 'i')

/** What secrets look like wherever they stand; what an expression puts together is none. */
const secretText = new RegExp(forms.texts.join('|'), 'i')

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

function withoutAt(value: Config, [first, ...rest]: string[]): Config {
  if (first === undefined) return value
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== first))
  const inner = withoutAt(value[first] as Config, rest)
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === first ? inner : item)) as unknown as Config
  return { ...value, [first]: Array.isArray(value[first]) ? Object.values(inner) : inner }
}
