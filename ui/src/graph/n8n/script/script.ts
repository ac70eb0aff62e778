import {
  type AnyNode,
  type ArrowFunctionExpression,
  type BinaryExpression,
  type CallExpression,
  type Expression,
  type MemberExpression,
  type ObjectExpression,
  parseExpressionAt,
  type TemplateLiteral,
} from 'acorn'
import { callGlobal, global, isGlobalObject, itemsCall, memberOfGlobal, stepOf } from './globals'
import { type Args, method } from './methods'
import { momentField } from './moments'
import { binary, choice, lengthOf, logical } from './operators'
import { asAtom, asValue, call, field, type Kind, not, quoted, type Said, said, type Scope, Untold } from './said'
import { regexOf, variable } from './words'

const options = { ecmaVersion: 2022, allowAwaitOutsideFunction: true } as const
const lengthMax = 20_000

/** One expression of JavaScript, as n8n has it between double braces, in JSONata. */
export function sayScript(source: string, scope: Scope): string {
  if (source.length > lengthMax) throw new Untold('a very long expression')
  const node = parse(source)
  return asValue(say(node, scope)).text
}

function parse(source: string): Expression {
  const text = source.trim().replace(/;+$/, '')
  let node: Expression
  try {
    node = parseExpressionAt(text, 0, options)
  } catch {
    throw new Untold('what is no JavaScript')
  }
  if (text.slice(node.end).trim() !== '') throw new Untold('several statements')
  return node
}

export function say(node: AnyNode, scope: Scope): Said {
  switch (node.type) {
    case 'Literal':
      return literal(node.value)
    case 'Identifier':
      return global(node.name, scope)
    case 'TemplateLiteral':
      return template(node, scope)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return say(node.expression, scope)
    case 'MemberExpression':
      return member(node, scope)
    case 'CallExpression':
      return callOf(node, scope)
    case 'NewExpression':
      if (node.callee.type !== 'Identifier') throw new Untold('new')
      return callGlobal(node.callee.name, argsOf(node.arguments, scope))
    case 'ConditionalExpression':
      return choice(say(node.test, scope), say(node.consequent, scope), say(node.alternate, scope))
    case 'LogicalExpression':
      return logical(say(node.left, scope), say(node.right, scope), node.operator)
    case 'BinaryExpression':
      return binaryOf(node, scope)
    case 'UnaryExpression':
      if (node.operator === '!') return not(say(node.argument, scope))
      if (node.operator === '-') return said(`-${asAtom(say(node.argument, scope))}`, 'number', false)
      if (node.operator === '+') return call('number', 'number', say(node.argument, scope))
      if (node.operator === 'typeof') return call('type', 'text', say(node.argument, scope))
      throw new Untold(node.operator)
    case 'ArrayExpression':
      return said(
        `[${node.elements.map((one) => (one && one.type !== 'SpreadElement' ? valueOf(one, scope) : spread(one, scope))).join(', ')}]`,
        'list',
      )
    case 'ObjectExpression':
      return object(node, scope)
    case 'ArrowFunctionExpression':
      return said(lambda(node, scope, []))
    default:
      throw new Untold(wordsOf[node.type] ?? node.type)
  }
}

const wordsOf: Partial<Record<AnyNode['type'], string>> = {
  AwaitExpression: 'await',
  AssignmentExpression: 'an assignment',
  FunctionExpression: 'a function',
  TaggedTemplateExpression: 'a tagged template',
}

const valueOf = (node: AnyNode, scope: Scope) => asValue(say(node, scope)).text

function literal(value: unknown): Said {
  if (value instanceof RegExp) throw new Untold('a regular expression by itself')
  if (typeof value === 'string') return said(quoted(value), 'text')
  if (typeof value === 'number') return said(String(value), 'number')
  return said(String(value), typeof value === 'boolean' ? 'truth' : 'any')
}

// A list spread within a list is flattened by JSONata anyway.
function spread(node: AnyNode | null, scope: Scope): string {
  if (node?.type !== 'SpreadElement') throw new Untold('a list with holes')
  return valueOf(node.argument, scope)
}

function template({ quasis, expressions }: TemplateLiteral, scope: Scope): Said {
  const parts = quasis.flatMap((quasi, index) => {
    const next = expressions[index]
    const text = quasi.value.cooked ?? quasi.value.raw
    return [...(text === '' ? [] : [said(quoted(text), 'text')]), ...(next ? [asValue(say(next, scope))] : [])]
  })
  const [first = said('""', 'text'), ...rest] = parts
  if (rest.length === 0) return first.kind === 'text' ? first : call('string', 'text', first)
  return said([first, ...rest].map(asAtom).join(' & '), 'text', false)
}

function binaryOf({ left, right, operator }: BinaryExpression, scope: Scope): Said {
  if (left.type === 'PrivateIdentifier') throw new Untold('a private field')
  return binary(say(left, scope), say(right, scope), operator, isUndefined(left) || isUndefined(right), scope)
}

const isUndefined = (node: AnyNode) => node.type === 'Identifier' && node.name === 'undefined'

function object({ properties }: ObjectExpression, scope: Scope): Said {
  const plainly = (from: number, to: number) =>
    `{${properties
      .slice(from, to)
      .map((one) => {
        if (one.type === 'SpreadElement' || one.computed) throw new Untold('a field whose name is worked out')
        return `${quoted(nameOf(one.key))}: ${valueOf(one.value, scope)}`
      })
      .join(', ')}}`
  const spreads = properties.flatMap((one, index) => (one.type === 'SpreadElement' ? [index] : []))
  if (spreads.length === 0) return said(plainly(0, properties.length))
  const parts: string[] = []
  let from = 0
  for (const at of [...spreads, properties.length]) {
    if (at > from) parts.push(plainly(from, at))
    const one = properties[at]
    if (one?.type === 'SpreadElement') parts.push(valueOf(one.argument, scope))
    from = at + 1
  }
  return said(`$merge([${parts.join(', ')}])`)
}

function nameOf(key: AnyNode): string {
  if (key.type === 'Identifier') return key.name
  if (key.type === 'Literal') return String(key.value)
  throw new Untold('a field whose name is worked out')
}

function member(node: MemberExpression, scope: Scope): Said {
  const { object: of, property, computed } = node
  if (property.type === 'PrivateIdentifier' || of.type === 'Super') throw new Untold('a private field')
  const name = computed
    ? property.type === 'Literal' && typeof property.value === 'string'
      ? property.value
      : null
    : nameOf(property)
  if (name !== null && of.type === 'Identifier' && !scope.names.has(of.name)) {
    const known = memberOfGlobal(of.name, name, scope)
    if (known) return known
    if (of.name === '$node') return { ...stepOf(name, scope), kind: 'item' }
  }
  const self = say(of, scope)
  if (name === null) return atPlace(self, property, scope)
  if (name === 'length') return lengthOf(self)
  if (self.kind === 'items') {
    if (name === 'item') return { ...self, kind: 'item' }
    if (name === 'isExecuted') return call('exists', 'truth', self)
    throw new Untold(`.${name} of a step`)
  }
  if (self.kind === 'item' && name !== 'json') throw new Untold(`.${name} of an item`)
  return self.kind === 'moment' ? momentField(self, name) : field(self, name)
}

function atPlace(self: Said, property: AnyNode, scope: Scope): Said {
  const place = say(property, scope)
  const kind: Kind = self.kind === 'items' ? 'item' : 'any'
  if (place.kind === 'number') return said(`${asAtom(self)}[${place.text}]`, kind)
  if (place.kind === 'any') scope.doubt('[…] is taken to look up a field by its name')
  return call('lookup', 'any', self, place)
}

function callOf(node: CallExpression, scope: Scope): Said {
  const { callee } = node
  const args = argsOf(node.arguments, scope)
  if (callee.type === 'Identifier') {
    const name = args.count > 0 && (callee.name === '$' || callee.name === '$items') ? args.text(0) : null
    if (name !== null) return stepOf(name, scope)
    return callee.name === '$items' ? said(scope.json, 'items') : callGlobal(callee.name, args)
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type === 'Super') throw new Untold('such a call')
  const name = nameOf(callee.property)
  const of = callee.object
  if (of.type === 'Identifier' && !scope.names.has(of.name)) {
    if (isGlobalObject(of.name)) return callGlobal(`${of.name}.${name}`, args)
    const items = of.name === '$input' ? itemsCall(said(scope.json), name, scope) : null
    if (items) return items
  }
  if (of.type === 'Literal' && of.value instanceof RegExp && name === 'test')
    return call('contains', 'truth', args.at(0), regexOf(of.value))
  const self = say(of, scope)
  const items = self.kind === 'items' ? itemsCall(self, name, scope) : null
  return items ?? method(self, name, args)
}

function argsOf(nodes: readonly AnyNode[], scope: Scope): Args {
  const at = (index: number): AnyNode => {
    const node = nodes[index]
    if (!node || node.type === 'SpreadElement') throw new Untold('a call with a spread')
    return node
  }
  const given = (index: number) => nodes[index]
  return {
    count: nodes.length,
    at: (index) => say(at(index), scope),
    text: (index) => {
      const node = given(index)
      return node?.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number')
        ? String(node.value)
        : null
    },
    regex: (index) => {
      const node = given(index)
      if (node?.type !== 'Literal' || !(node.value instanceof RegExp)) return null
      return { flags: node.value.flags, said: said(regexOf(node.value)) }
    },
    object: (index) => {
      const node = given(index)
      if (node?.type !== 'ObjectExpression') return null
      return node.properties.map((one) => {
        if (one.type === 'SpreadElement') throw new Untold('a spread')
        return [nameOf(one.key), say(one.value, scope)] as const
      })
    },
    fn: (index, ...kinds) => {
      const node = at(index)
      if (node.type === 'Identifier' && node.name === 'Boolean') return 'function($value) { $boolean($value) }'
      if (node.type === 'Identifier' && node.name === 'String') return '$string'
      if (node.type === 'Identifier' && node.name === 'Number') return '$number'
      if (node.type !== 'ArrowFunctionExpression') throw new Untold('a function that is not written as an arrow')
      return lambda(node, scope, kinds)
    },
    doubt: scope.doubt,
  }
}

/** How a function body is said where it has statements; set by who knows statements. */
export const bodies: { say: (body: readonly AnyNode[], scope: Scope) => Said } = {
  say: () => {
    throw new Untold('a function with statements')
  },
}

/** Gives a value the name it is declared with, or the names of the fields it is taken apart into. */
export function named(target: AnyNode, value: Said, names: Map<string, Said>) {
  if (target.type === 'Identifier') return void names.set(target.name, value)
  if (target.type !== 'ObjectPattern') throw new Untold('a value that is taken apart')
  for (const one of target.properties) {
    if (one.type !== 'Property' || one.computed || one.value.type !== 'Identifier') throw new Untold('a value that is taken apart')
    names.set(one.value.name, field(value, nameOf(one.key)))
  }
}

export function lambda(node: ArrowFunctionExpression, scope: Scope, kinds: readonly Kind[]): string {
  const names = new Map(scope.names)
  const params = node.params.map((param, index) => {
    const name = param.type === 'Identifier' ? variable(param.name) : `$part${index + 1}`
    named(param, said(name, kinds[index] ?? 'any'), names)
    return name
  })
  const inner = { ...scope, names }
  const body = node.body.type === 'BlockStatement' ? bodies.say(node.body.body, inner) : say(node.body, inner)
  return `function(${params.join(', ')}) { ${asValue(body).text} }`
}
