import type { Config, NodeDefinition } from '../model/definition'
import { configure, type Finding } from './finding'
import forms from './secrets.json'

const secretName = new RegExp(forms.name, 'i')

/** What secrets look like wherever they stand; what an expression puts together is none. */
const secretText = new RegExp(forms.texts.join('|'), 'i')

/** Each of them has as many signs in a row: most settings have not, and are not searched. */
const longRun = /\S{7}/

const isSecret = (text: string) => longRun.test(text) && secretText.test(text)

const known = new WeakMap<NodeDefinition, readonly Finding[]>()

/** A step is searched once: it is replaced by another when it changes. */
export function ofSecrets(node: NodeDefinition): readonly Finding[] {
  let found = known.get(node)
  if (!found) known.set(node, (found = search(node)))
  return found
}

function search(node: NodeDefinition): Finding[] {
  const found: Finding[] = []
  const look = (value: unknown, name: string, path: string) => {
    if (typeof value === 'string') {
      const named = value !== '' && !value.includes('{{') && secretName.test(name)
      if (!named && !isSecret(value)) return
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
  if (node.notes && isSecret(node.notes))
    found.push({
      nodeId: node.id,
      code: 'settings.secret',
      path: null,
      message: `The notes of “${node.name}” hold what looks like a secret. Everybody who may look at the workflow reads them.`,
    })
  return found
}

const leftOut = '[left out]'
const everySecretText = new RegExp(forms.texts.join('|'), 'gi')

// `"apiKey": "…"` within JSON, and `apiKey = '…'` within code.
const named = /(?:(["'])|(?<![\w-]))([\w-]{2,60})\1(\s*[:=]\s*)(["'`])([^"'`\n{}]{6,})\4/g

function blackened(text: string, tell: () => void): string {
  const mark = () => (tell(), leftOut)
  return text
    .replace(everySecretText, mark)
    .replace(named, (all, mark1: string | undefined, name: string, sign: string, mark2: string, value: string) =>
      secretName.test(name) && value !== leftOut
        ? `${mark1 ?? ''}${name}${mark1 ?? ''}${sign}${mark2}${mark()}${mark2}`
        : all,
    )
}

/** A value without what looks like a secret in it. `tell` hears the name under which each stood. */
export function withoutSecrets<T>(value: T, tell: (name: string) => void, name = ''): T {
  const walk = (now: unknown, under: string): unknown => {
    if (typeof now === 'string') {
      if (now !== '' && !now.includes('{{') && secretName.test(under)) return void tell(under)
      return blackened(now, () => tell(under))
    }
    if (typeof now !== 'object' || now === null) return now
    if (Array.isArray(now)) return now.map((one) => walk(one, ''))
    // Of a pair of a name and a value the name says what the value is.
    const pair = now as { name?: unknown; key?: unknown }
    const called = typeof pair.name === 'string' ? pair.name : typeof pair.key === 'string' ? pair.key : null
    const entries = Object.entries(now).map(([key, one]) => [key, walk(one, called !== null && isValue.test(key) ? called : key)])
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
  }
  return walk(value, name) as T
}

const isValue = /value$/i

function withoutAt(value: Config, [first, ...rest]: string[]): Config {
  if (first === undefined) return value
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== first))
  const inner = withoutAt(value[first] as Config, rest)
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === first ? inner : item)) as unknown as Config
  return { ...value, [first]: Array.isArray(value[first]) ? Object.values(inner) : inner }
}
