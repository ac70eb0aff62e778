import type { AnyNode } from 'acorn'
import { arrived, incoming } from '../globals'
import { asAtom, at, call, field, isList, type Kind, quoted, type Said, said, type Scope, type Spot, Untold } from '../said'
import { say } from '../script'
import { variable } from '../words'

const ofInput = new Set(['items', 'item', '$json', '$input'])

/** What code may change: a variable, or a place within one. Null for what has no place of its own. */
export function spotOf(node: AnyNode, scope: Scope): Spot | null {
  switch (node.type) {
    case 'Identifier': {
      const named = scope.names.get(node.name)
      if (named?.spot) return named.spot
      return { root: !named && ofInput.has(node.name) ? incoming : node.name, keys: [] }
    }
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return spotOf(node.expression, scope)
    case 'CallExpression': {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null
      const items = callee.object.type === 'Super' ? null : spotOf(callee.object, scope)
      if (items?.root !== incoming || items.keys.length > 0) return null
      if (callee.property.name === 'all') return items
      return /^(first|last)$/.test(callee.property.name)
        ? { ...items, keys: [said(callee.property.name === 'first' ? '0' : '-1', 'number')] }
        : null
    }
    case 'MemberExpression': {
      const { object, property, computed } = node
      if (object.type === 'Super' || property.type === 'PrivateIdentifier') return null
      const inner = spotOf(object, scope)
      if (!inner) return null
      const wraps = object.type === 'Identifier' && object.name === '$input' && !scope.names.has('$input')
      if (!computed && property.type === 'Identifier') {
        if (wraps && property.name === 'item') return inner
        const isItem = !wraps && say(object, scope).kind === 'item'
        if (property.name === 'json' && (wraps || isItem)) return inner
        if (isItem) throw new Untold(`.${property.name} of an item`)
        return { ...inner, keys: [...inner.keys, said(quoted(property.name), 'text')] }
      }
      return { ...inner, keys: [...inner.keys, say(property, scope)] }
    }
    default:
      return null
  }
}

const base = (root: string, scope: Scope): Said => {
  const known = scope.names.get(root)
  if (known && !known.spot) return known
  if (root === incoming) return arrived(scope, 'items')
  throw new Untold(`a change of ${root}`)
}

const under = (self: Said, key: Said): Said => {
  const name = key.kind === 'text' && key.text.startsWith('"') ? (JSON.parse(key.text) as string) : null
  return name === null ? at(self, key) : field(self, name)
}

export const read = ({ root, keys }: Spot, scope: Scope): Said => keys.reduce(under, base(root, scope))

/** The variable to which a spot belongs, with another value in the spot. */
export function changed({ root, keys }: Spot, value: Said, scope: Scope): Said {
  const put = (self: Said, [key, ...rest]: readonly Said[]): Said =>
    key ? placed(self, key, put(under(self, key), rest)) : value
  return put(base(root, scope), keys)
}

function placed(self: Said, key: Said, value: Said): Said {
  const kind: Kind = isList(self) ? self.kind : 'any'
  const atPlace = () =>
    said(
      `[$map(${self.text}, function($old, $place) { $place = ${placeIn(self, key)} ? ${value.text} : $old })` +
        `${key.text.startsWith('-') || key.text === '0' ? '' : `, (${asAtom(key)} = $count(${self.text}) ? ${value.text})`}]`,
      isList(self) ? kind : 'list',
    )
  const name = key.kind === 'text' ? key.text : `$string(${key.text})`
  const byName = () => said(`$merge([${self.text}, {${name}: ${value.text}}])`, self.kind === 'any' ? 'object' : self.kind)
  if (key.kind === 'number') return self.kind === 'items' && /^(0|-1)$/.test(key.text) ? oneItem(self, key, value) : atPlace()
  if (key.kind === 'text' || self.kind === 'object') return byName()
  if (isList(self)) return atPlace()
  return said(`($type(${self.text}) = "array" ? ${atPlace().text} : ${byName().text})`)
}

const placeIn = (self: Said, key: Said) => (key.text === '-1' ? `$count(${self.text}) - 1` : asAtom(key))

/** The first or last of the items, where one that came alone stays alone. */
const oneItem = (self: Said, key: Said, value: Said) =>
  call('map', 'items', self, `function($old, $place) { $place = ${placeIn(self, key)} ? ${value.text} : $old }`)

/** The field taken out of what holds it. */
export function cleared({ root, keys }: Spot, scope: Scope): Said {
  const key = keys.at(-1)
  if (!key || key.kind === 'number') throw new Untold('a place of a list that is taken out')
  const holder: Spot = { root, keys: keys.slice(0, -1) }
  const left = said(`$merge([$sift(${read(holder, scope).text}, function($old, $key) { $key != ${asAtom(key)} })])`)
  return changed(holder, left, scope)
}

/** What the variable of a spot is called once it is changed. */
export const nameOfRoot = (root: string) => (root === incoming ? '$arrived' : variable(root))
