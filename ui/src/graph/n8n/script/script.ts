import {
  type AnyNode,
  type BinaryExpression,
  type Expression,
  type MemberExpression,
  parseExpressionAt,
  type TemplateLiteral,
} from 'acorn'
import { callOf, constructed } from './calls'
import { lambda } from './functions'
import { global, memberOfGlobal, stepOf } from './globals'
import { list, object } from './literals'
import { momentField } from './moments'
import { binary, choice, isLoose, lengthOf, logical, truth } from './operators'
import { asAtom, asValue, at, call, entryPart, field, isList, not, quoted, type Said, said, type Scope, Untold } from './said'

const options = { ecmaVersion: 2022, allowAwaitOutsideFunction: true, preserveParens: true } as const
const lengthMax = 20_000

/** One expression of JavaScript, as n8n has it between double braces, in JSONata. */
export function sayScript(source: string, scope: Scope): string {
  if (source.length > lengthMax) throw new Untold('a very long expression')
  return valueOf(parse(source), scope)
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
    case 'AwaitExpression':
      return say(node.argument, scope)
    case 'MemberExpression':
      return member(node, scope)
    case 'CallExpression':
      return callOf(node, scope)
    case 'NewExpression':
      return constructed(node, scope)
    case 'ConditionalExpression':
      return choice(say(node.test, scope), say(node.consequent, scope), say(node.alternate, scope))
    case 'LogicalExpression':
      return logical(say(node.left, scope), say(node.right, scope), node.operator)
    case 'BinaryExpression':
      return binaryOf(node, scope)
    case 'UnaryExpression':
      if (node.operator === '!') return not(truth(say(node.argument, scope)))
      if (node.operator === '-') return negative(say(node.argument, scope))
      if (node.operator === '+') return call('number', 'number', say(node.argument, scope))
      if (node.operator === 'typeof') return call('type', 'text', say(node.argument, scope))
      throw new Untold(node.operator)
    case 'UpdateExpression': {
      const was = node.argument.type === 'Identifier' ? scope.counted?.get(node.argument.name) : undefined
      if (!was) throw new Untold('counting within an expression')
      return was
    }
    case 'ArrayExpression':
      return list(node, scope)
    case 'ObjectExpression':
      return object(node, scope)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return said(lambda(node, scope, []).text, 'function')
    default:
      throw new Untold(wordsOf[node.type] ?? node.type)
  }
}

const wordsOf: Partial<Record<AnyNode['type'], string>> = {
  AssignmentExpression: 'an assignment within an expression',
  TaggedTemplateExpression: 'a tagged template',
  ClassExpression: 'a class',
}

export const valueOf = (node: AnyNode, scope: Scope) => asValue(say(node, scope)).text

const negative = (one: Said) => said(`-${asAtom(one)}`, 'number', /^\d/.test(one.text))

function literal(value: unknown): Said {
  if (value instanceof RegExp) throw new Untold('a regular expression by itself')
  if (typeof value === 'string') return said(quoted(value), 'text')
  if (typeof value === 'number') return said(String(value), 'number')
  return said(String(value), typeof value === 'boolean' ? 'truth' : 'any')
}

function template({ quasis, expressions }: TemplateLiteral, scope: Scope): Said {
  const parts = quasis.flatMap((quasi, index) => {
    const next = expressions[index]
    const text = quasi.value.cooked ?? quasi.value.raw
    return [...(text === '' ? [] : [said(quoted(text), 'text')]), ...(next ? [asText(asValue(say(next, scope)))] : [])]
  })
  const [first = said('""', 'text'), ...rest] = parts
  if (rest.length === 0) return first.kind === 'text' ? first : call('string', 'text', first)
  return said([first, ...rest].map(asAtom).join(' & '), 'text', false)
}

/** JavaScript joins the elements of a list within a text by commas. */
const asText = (one: Said) => (isList(one) ? call('join', 'text', call('map', 'list', one, '$string'), '","') : one)

function binaryOf({ left, right, operator }: BinaryExpression, scope: Scope): Said {
  if (left.type === 'PrivateIdentifier') throw new Untold('a private field')
  const missing = isUndefined(left) || isUndefined(right)
  const [a, b] = [say(left, scope), say(right, scope)]
  if (!missing && isLoose(a, b, operator)) scope.doubt(`${operator} does not turn a text into a number before it compares`)
  return binary(a, b, operator, missing)
}

const isUndefined = (node: AnyNode) => node.type === 'Identifier' && node.name === 'undefined'

export function nameOf(key: AnyNode): string {
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
  if (name === null) return at(self, say(property, scope))
  return fieldOf(self, name, scope)
}

function fieldOf(self: Said, name: string, scope: Scope): Said {
  if (self.kind === 'env') scope.need(`give the workflow a value named “${name}”: n8n read it from its surroundings`)
  if (name === 'length' || (name === 'size' && self.kind === 'list')) return lengthOf(self)
  if (self.kind === 'entry') return entryPart(self, name)
  if (self.kind === 'items') {
    if (name === 'item') return { ...self, kind: 'item' }
    if (name === 'isExecuted') return call('exists', 'truth', self)
    throw new Untold(`.${name} of a step`)
  }
  if (self.kind === 'item' && name !== 'json') throw new Untold(`.${name} of an item`)
  if (self.kind === 'match' && name === 'index') return said(`${asAtom(self)}.index`, 'number')
  return self.kind === 'moment' ? momentField(self, name) : field(self, name)
}
