import type { AnyNode, ArrowFunctionExpression, CallExpression, FunctionExpression, NewExpression } from 'acorn'
import type { Args, Lambda } from './args'
import { lambda } from './functions'
import { arrived, callGlobal, isGlobalObject, itemsCall, stepOf } from './globals'
import { method } from './methods'
import { truth } from './operators'
import { call, type Said, said, type Scope, Untold } from './said'
import { nameOf, say } from './script'
import { regexOf } from './words'

export function constructed(node: NewExpression, scope: Scope): Said {
  if (node.callee.type !== 'Identifier') throw new Untold('new')
  return callGlobal(node.callee.name, argsOf(node.arguments, scope))
}

export function callOf(node: CallExpression, scope: Scope): Said {
  const { callee } = node
  const args = argsOf(node.arguments, scope)
  if (callee.type === 'Identifier') return called(callee.name, args, scope)
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type === 'Super') throw new Untold('such a call')
  const name = nameOf(callee.property)
  const of = callee.object
  if (of.type === 'Identifier' && !scope.names.has(of.name)) {
    if (isGlobalObject(of.name)) return callGlobal(`${of.name}.${name}`, args)
    const items = of.name === '$input' ? itemsCall(arrived(scope), name, scope) : null
    if (items) return items
  }
  const pattern = of.type === 'Literal' && of.value instanceof RegExp ? of.value : patternOf(of, scope)
  if (pattern && name === 'test') return call('contains', 'truth', args.at(0), regexOf(pattern))
  if (pattern && name === 'exec' && !pattern.flags.includes('g'))
    return call('match', 'match', args.at(0), regexOf(pattern), '1')
  const self = say(of, scope)
  if (self.kind === 'bytes' && name === 'toString') return bytesAsText(self, args.text(0))
  const items = self.kind === 'items' ? itemsCall(self, name, scope) : null
  return items ?? method(self, name, args)
}

function called(name: string, args: Args, scope: Scope): Said {
  const own = scope.names.get(name)
  if (own) {
    if (own.kind !== 'function') throw new Untold(`${name}()`)
    return said(`${own.text}(${Array.from({ length: args.count }, (_, index) => args.at(index).text).join(', ')})`)
  }
  const step = args.count > 0 && (name === '$' || name === '$items') ? args.text(0) : null
  if (step !== null) return stepOf(step, scope)
  return name === '$items' ? arrived(scope, 'items') : callGlobal(name, args)
}

function bytesAsText(self: Said, coding: string | null): Said {
  if (coding === null || /^utf-?8$/.test(coding)) return { ...self, kind: 'text' }
  if (coding !== 'base64') throw new Untold(`bytes written in ${coding}`)
  return call('base64encode', 'text', self)
}

/** A pattern that a variable was given when it was declared. */
const patternOf = (node: AnyNode, scope: Scope): RegExp | null =>
  (node.type === 'Identifier' ? scope.patterns?.get(node.name) : undefined) ?? null

const regexAt = (node: AnyNode | undefined, scope: Scope): RegExp | null =>
  node?.type === 'Literal' && node.value instanceof RegExp ? node.value : node ? patternOf(node, scope) : null

/** The text of a template without expressions is one that is written out, too. */
function textOf(node: AnyNode | undefined): string | null {
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null
  return node?.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number')
    ? String(node.value)
    : null
}

const ofJsonata: Record<string, string> = {
  Boolean: 'function($value) { $boolean($value) }',
  String: '$string',
  Number: '$number',
  parseFloat: '$number',
  parseInt: 'function($value) { $floor($number($value)) }',
}

export function argsOf(nodes: readonly AnyNode[], scope: Scope): Args {
  const at = (index: number): AnyNode => {
    const node = nodes[index]
    if (!node || node.type === 'SpreadElement') throw new Untold('a call with a spread')
    return node
  }
  const given = (index: number) => nodes[index]
  return {
    count: nodes.length,
    at: (index) => say(at(index), scope),
    text: (index) => textOf(given(index)),
    preset: (index) => {
      const node = given(index)
      const named = node?.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'DateTime'
      return named ? nameOf(node.property) : null
    },
    regex: (index) => {
      const pattern = regexAt(given(index), scope)
      return pattern && { flags: pattern.flags, said: said(regexOf(pattern)) }
    },
    object: (index) => {
      const node = given(index)
      if (node?.type !== 'ObjectExpression') return null
      return node.properties.map((one) => {
        if (one.type === 'SpreadElement') throw new Untold('a spread')
        return [nameOf(one.key), say(one.value, scope)] as const
      })
    },
    all: () => say({ type: 'ArrayExpression', elements: nodes as never, start: 0, end: 0 }, scope),
    isFn: (index) => /Function/.test(given(index)?.type ?? ''),
    fn: (index, ...kinds) => {
      const node = at(index)
      return isFunction(node) ? lambda(node, scope, kinds) : namedFunction(node, scope)
    },
    test: (index, ...kinds) => {
      const node = at(index)
      if (isFunction(node)) return lambda(node, scope, kinds, truth)
      const result = said(node.type === 'Identifier' && node.name === 'Boolean' ? '$value' : `${namedFunction(node, scope).text}($value)`)
      return { text: `function($value) { ${truth(result).text} }`, gives: 'truth' }
    },
    doubt: scope.doubt,
  }
}

const isFunction = (node: AnyNode): node is ArrowFunctionExpression | FunctionExpression =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression'

/** A function that is called by its name: one of the code itself, or one that JavaScript has. */
function namedFunction(node: AnyNode, scope: Scope): Lambda {
  if (node.type !== 'Identifier') throw new Untold('a function that is not written as an arrow')
  const own = scope.names.get(node.name)
  const text = own?.kind === 'function' ? own.text : ofJsonata[node.name]
  if (!text) throw new Untold(`${node.name} as a function`)
  return { text, gives: 'any' }
}
