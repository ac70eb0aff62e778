import type { AnyNode, ArrayExpression, ObjectExpression } from 'acorn'
import { asElement, asValue, flowing, isList, quoted, type Said, said, type Scope, Untold } from './said'
import { nameOf, say, valueOf } from './script'

export function list({ elements }: ArrayExpression, scope: Scope): Said {
  const kinds = new Set<string>()
  const parts = elements.map((one) => {
    if (!one) throw new Untold('a list with holes')
    const value = say(one.type === 'SpreadElement' ? one.argument : one, scope)
    kinds.add(value.kind)
    // A list within a list flows together with it in JSONata, which is what a spread asks for.
    return one.type === 'SpreadElement' ? spread(value) : asElement(value)
  })
  return said(`[${parts.join(', ')}]`, kinds.size === 1 && (kinds.has('item') || kinds.has('items')) ? 'items' : 'list')
}

const spread = (value: Said) => (value.kind === 'text' ? `$split(${value.text}, "")` : flowing(asValue(value)))

/** An object; n8n's wrapper `{ json: … }` is what it wraps. */
export function object({ properties }: ObjectExpression, scope: Scope): Said {
  const json = scope.isCode ? wrapped(properties) : null
  if (json) return { ...say(json, scope), kind: 'item' }
  const plainly = (from: number, to: number) =>
    `{${properties
      .slice(from, to)
      .map((one) => {
        if (one.type === 'SpreadElement') throw new Untold('a spread')
        return `${one.computed ? keyText(one.key, scope) : quoted(nameOf(one.key))}: ${valueOf(one.value, scope)}`
      })
      .join(', ')}}`
  const spreads = properties.flatMap((one, index) => (one.type === 'SpreadElement' ? [index] : []))
  if (spreads.length === 0) return said(plainly(0, properties.length), 'object')
  const parts: string[] = []
  let from = 0
  for (const at of [...spreads, properties.length]) {
    if (at > from) parts.push(plainly(from, at))
    const one = properties[at]
    if (one?.type === 'SpreadElement') parts.push(valueOf(one.argument, scope))
    from = at + 1
  }
  return said(`$merge([${parts.join(', ')}])`, 'object')
}

function keyText(key: AnyNode, scope: Scope): string {
  const value = asValue(say(key, scope))
  if (isList(value)) throw new Untold('a field that is named by a list')
  return value.kind === 'text' ? value.text : `$string(${value.text})`
}

const besides = new Set(['binary', 'pairedItem', 'index'])

function wrapped(properties: ObjectExpression['properties']): AnyNode | null {
  let json: AnyNode | null = null
  for (const one of properties) {
    if (one.type === 'SpreadElement' || one.computed) return null
    const name = nameOf(one.key)
    if (name === 'json') json = one.value
    else if (name === 'binary') throw new Untold('files')
    else if (!besides.has(name)) return null
  }
  return json
}
