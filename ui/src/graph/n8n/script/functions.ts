import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, Pattern } from 'acorn'
import type { Lambda } from './args'
import { changesOf, declaredIn } from './code/changes'
import { asValue, at, entryPart, field, type Kind, nothing, said, type Said, type Scope, Untold } from './said'
import { nameOf, say } from './script'
import { bodies } from './code/statements'
import { variable } from './words'

export type AnyFunction = ArrowFunctionExpression | FunctionExpression | FunctionDeclaration

/**
 * A function of JavaScript as one of JSONata, which may change nothing that stands outside of it.
 * @param as What becomes of its result, such as its truth where it is asked as a test.
 */
export function lambda(node: AnyFunction, scope: Scope, kinds: readonly Kind[], as = (result: Said) => result): Lambda {
  if (node.generator) throw new Untold('a generator')
  const names = new Map(scope.names)
  // In a replacement the first is what was found, and the others are its groups.
  if (kinds[0] === 'match') return ofMatch(node, scope, names)
  const lines: string[] = []
  const params = node.params.map((param, index) => {
    const [target, otherwise] = param.type === 'AssignmentPattern' ? [param.left, param.right] : [param, null]
    const name = target.type === 'Identifier' ? variable(target.name) : `$part${index + 1}`
    if (otherwise) lines.push(`${name} := $exists(${name}) ? ${name} : ${asValue(say(otherwise, { ...scope, names })).text}`)
    named(target, said(name, kinds[index] ?? 'any'), names)
    return name
  })
  const body = as(bodyOf(node, { ...scope, names }))
  const value = asValue(body).text
  const text = lines.length > 0 ? `(${lines.join('; ')}; ${value})` : value
  return { text: `function(${params.join(', ')}) { ${text} }`, gives: body.kind }
}

function ofMatch(node: AnyFunction, scope: Scope, names: Map<string, Said>): Lambda {
  node.params.forEach((param, index) =>
    named(param, said(index === 0 ? '$found.match' : `$found.groups[${index - 1}]`, 'text'), names),
  )
  const body = bodyOf(node, { ...scope, names })
  return { text: `function($found) { ${asValue(body).text} }`, gives: body.kind }
}

function bodyOf(node: AnyFunction, scope: Scope): Said {
  if (node.body.type !== 'BlockStatement') return say(node.body, scope)
  const own = new Set(node.params.flatMap((param) => namesIn(param)))
  const declared = declaredIn(node.body.body)
  for (const name of changesOf(node.body.body).roots)
    if (!own.has(name) && !declared.has(name)) throw new Untold(`a function that changes ${name}`)
  return bodies.say(node.body.body, scope, () => nothing)
}

/** The names that a pattern gives. */
export const namesIn = (target: AnyNode): string[] => {
  switch (target.type) {
    case 'Identifier':
      return [target.name]
    case 'AssignmentPattern':
      return namesIn(target.left)
    case 'ObjectPattern':
      return target.properties.flatMap((one) => namesIn(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayPattern':
      return target.elements.flatMap((one) => (one ? namesIn(one) : []))
    default:
      return []
  }
}

/** Gives a value the name it is declared with, or the names of the parts that it is taken apart into. */
export function named(target: Pattern, value: Said, names: Map<string, Said>) {
  switch (target.type) {
    case 'Identifier':
      names.set(target.name, value)
      return
    case 'ObjectPattern':
      for (const one of target.properties) {
        if (one.type !== 'Property' || one.computed) throw new Untold('a value that is taken apart')
        named(one.value, field(value, nameOf(one.key)), names)
      }
      return
    case 'ArrayPattern':
      target.elements.forEach((one, index) => {
        if (!one) return
        const place = String(index)
        named(one, value.kind === 'entry' ? entryPart(value, place) : at(value, said(place, 'number')), names)
      })
      return
    default:
      throw new Untold('a value that is taken apart')
  }
}
